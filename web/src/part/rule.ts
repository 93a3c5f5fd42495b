// From what a picture shows to a segment rule: a cell, a bar or a filter means the
// same people in the list and in the segment that is made of it.

export type Rule = { [key: string]: unknown }

/** Filter is what the address of the customers list may say. */
export interface Filter {
  stage?: string
  ladder?: string
  r?: number
  f?: number
  recency_from?: number
  recency_to?: number
  since?: string
  occasions?: number
  net?: number
  province?: string
  segment?: number
  rule?: Rule
}

type Op = 'eq' | 'in' | 'ge' | 'le' | 'gt' | 'between'

const where = (field: string, op: Op, value: unknown): Rule => ({ field, op, value })

const oneOf = (field: string, list: string): Rule => {
  const values = list.split(',')
  return values.length === 1 ? where(field, 'eq', values[0]) : where(field, 'in', values)
}

function recency(from: number | undefined, to: number | undefined): Rule[] {
  if (from !== undefined && to !== undefined) return [where('recency_days', 'between', [from, to])]
  if (from !== undefined) return [where('recency_days', 'ge', from)]
  if (to !== undefined) return [where('recency_days', 'le', to)]
  return []
}

/** ruleOf is the segment rule of a filter; without any condition it means everybody. */
export function ruleOf(filter: Filter): Rule {
  const all: Rule[] = []
  if (filter.stage) all.push(oneOf('stage', filter.stage))
  if (filter.ladder) all.push(oneOf('ladder', filter.ladder))
  if (filter.r !== undefined) all.push(where('r_score', 'eq', filter.r))
  if (filter.f !== undefined) all.push(where('f_score', 'eq', filter.f))
  all.push(...recency(filter.recency_from, filter.recency_to))
  if (filter.since) all.push(where('stage_since', 'gt', filter.since))
  if (filter.occasions !== undefined) all.push(where('occasions', 'ge', filter.occasions))
  if (filter.net !== undefined) all.push(where('net', 'ge', filter.net))
  if (filter.province) all.push(where('province', 'eq', filter.province))
  if (filter.segment !== undefined) all.push({ segment: filter.segment })
  if (filter.rule) {
    if (all.length === 0) return filter.rule
    all.push(filter.rule)
  }
  return { all }
}

const numbers = ['r', 'f', 'recency_from', 'recency_to', 'occasions', 'net', 'segment'] as const
const texts = ['stage', 'ladder', 'since', 'province'] as const

/** filterOf reads a filter out of an address; what it cannot read it leaves out. */
export function filterOf(search: Record<string, unknown>): Filter {
  const filter: Filter = {}
  for (const key of numbers) {
    const value = search[key]
    if (value !== undefined && value !== '' && Number.isFinite(Number(value))) filter[key] = Number(value)
  }
  for (const key of texts) {
    if (typeof search[key] === 'string' && search[key]) filter[key] = search[key]
  }
  if (typeof search.rule === 'object' && search.rule !== null) filter.rule = search.rule as Rule
  return filter
}

/** isEverybody tells a rule without any condition. */
export function isEverybody(rule: Rule): boolean {
  return Array.isArray(rule.all) && rule.all.length === 0
}

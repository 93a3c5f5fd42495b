// Which customers the list shows: a state, a stretch of due days, a group of goods, a quality, a cause.
import type { Rule } from '../../part/rule'
import type { Search } from '../../part/scope'

export const states = ['in_use', 'due', 'pre_dormant', 'dormant_1', 'dormant_2'] as const

export const stateColour: Record<string, string> = {
  in_use: '#0F766E', due: '#E0A100', pre_dormant: '#E8751A', dormant_1: '#A23B16', dormant_2: '#6B7280', never_bought: '#94A3B8', unknown: '#CBD5E1',
}

export const causes = ['dissatisfied', 'alternatives', 'weak_loyalty', 'platform', 'no_follow_up', 'unknown'] as const

export interface Wanted {
  state?: string
  due_from?: string
  due_to?: string
  group?: number
  quality?: string
  cause?: string
}

const texts = ['state', 'due_from', 'due_to', 'quality', 'cause'] as const

/** wantedOf reads the list's conditions out of an address. */
export function wantedOf(search: Search): Wanted {
  const wanted: Wanted = {}
  for (const key of texts) {
    const value = search[key]
    if (typeof value === 'string' && value) wanted[key] = value
  }
  const group = search.group
  if (group !== undefined && group !== '' && Number.isInteger(Number(group)) && Number(group) >= 0) wanted.group = Number(group)
  return wanted
}

/** ruleOf is the segment rule of the same customers. */
export function ruleOf(wanted: Wanted, groupName: string | undefined): Rule {
  const all: Rule[] = []
  if (wanted.state) all.push({ field: 'dormancy', op: 'eq', value: wanted.state })
  if (wanted.due_from) all.push({ field: 'due_day', op: 'ge', value: wanted.due_from })
  if (wanted.due_to) all.push({ field: 'due_day', op: 'le', value: wanted.due_to })
  if (wanted.group !== undefined && groupName !== undefined) all.push({ field: 'due_group', op: 'eq', value: groupName })
  if (wanted.quality) all.push({ field: 'dormant_quality', op: 'eq', value: wanted.quality })
  if (wanted.cause) all.push({ field: 'dormant_cause', op: 'eq', value: wanted.cause })
  return { all }
}

/** days lists the days from one to another, both included. */
export function days(from: string, count: number): string[] {
  const start = Date.parse(`${from}T00:00:00Z`)
  return Array.from({ length: count }, (_, k) => new Date(start + k * 86_400_000).toISOString().slice(0, 10))
}

/** depth is the class of a cell's number, 0..4, against the fullest cell. */
export function depth(value: number, most: number): number {
  if (value <= 0 || most <= 0) return 0
  return Math.min(4, 1 + Math.floor((3.999 * Math.log1p(value)) / Math.log1p(most)))
}

// A segment's rule as the server reads it, and the same as the query builder draws it.
import type { RuleGroupType, RuleType } from 'react-querybuilder'
import type { Rule } from '../../part/rule'

export type Query = RuleGroupType
export type Condition = RuleType

/** The conditions that are no comparison of a field; the builder shows them as fields of these names. */
export const specials = ['bought', 'orders', 'did', 'state', 'chatted', 'reviewed', 'refunded', 'came_from', 'past_contacted', 'redeemed', 'told', 'message', 'was', 'segment'] as const
export type Special = (typeof specials)[number]

/** isSpecial tells a special condition by the builder's name of its field. */
export function isSpecial(field: string): field is Special {
  return (specials as readonly string[]).includes(field)
}

/** The one operator of a special condition. */
export const matches = 'matches'

const valueless = (op: string) => op === 'is_null' || op === 'not_null'

/** Unreadable says where a rule is not one that the builder can draw. */
export class Unreadable extends Error {
  readonly path: string

  constructor(path: string) {
    super(path)
    this.path = path
  }
}

/** toQuery draws a rule; what it cannot draw it refuses with its path. */
export function toQuery(rule: Rule): Query {
  const drawn = draw(rule, 'rule')
  return isGroup(drawn) ? drawn : group('and', [drawn])
}

function draw(rule: unknown, path: string): Query | Condition {
  if (typeof rule !== 'object' || rule === null || Array.isArray(rule)) throw new Unreadable(path)
  const node = rule as Rule
  if (Array.isArray(node.all)) return group('and', node.all.map((child, i) => draw(child, `${path}.all[${i}]`)))
  if (Array.isArray(node.any)) return group('or', node.any.map((child, i) => draw(child, `${path}.any[${i}]`)))
  if (node.not !== undefined) return negated(draw(node.not, `${path}.not`))
  if (typeof node.field === 'string' && typeof node.op === 'string') {
    return { field: node.field, operator: node.op, value: node.value ?? null }
  }
  const special = specials.find((key) => node[key] !== undefined)
  if (!special) throw new Unreadable(path)
  return { field: special, operator: matches, value: node[special] }
}

const group = (combinator: 'and' | 'or', rules: Query['rules'], not = false): Query => ({ combinator, rules, not })

function negated(drawn: Query | Condition): Query {
  if (isGroup(drawn) && !drawn.not) return { ...drawn, not: true }
  return group('and', [drawn], true)
}

function isGroup(node: Query | Condition): node is Query {
  return 'rules' in node
}

/** toRule writes what the builder shows. */
export function toRule(query: Query): Rule {
  const children = query.rules.map((child) => (isGroup(child as Query) ? toRule(child as Query) : leaf(child as Condition)))
  const [only] = children
  if (query.not && children.length === 1 && query.combinator === 'and' && only && !only.all && !only.any) return { not: only }
  const plain: Rule = query.combinator === 'or' && children.length > 0 ? { any: children } : { all: children }
  return query.not ? { not: plain } : plain
}

function leaf({ field, operator, value }: Condition): Rule {
  if (isSpecial(field)) return { [field]: value as unknown }
  return valueless(operator) ? { field, op: operator } : { field, op: operator, value: fit(operator, value) }
}

/** fit brings a value into the shape that an operator takes: one, two, or a list. */
export function fit(op: string, value: unknown): unknown {
  const list = Array.isArray(value) ? (value as unknown[]) : value === null || value === undefined || value === '' ? [] : [value]
  if (op === 'between') return [list[0] ?? null, list[1] ?? null]
  if (op === 'in' || op === 'not_in') return list
  return list[0] ?? null
}

/** unfinished counts the conditions that still lack something, and the groups without any. */
export function unfinished(query: Query): number {
  return query.rules.reduce((sum, child) => {
    if (!isGroup(child as Query)) return sum + (finished(child as Condition) ? 0 : 1)
    const { rules } = child as Query
    return sum + (rules.length === 0 ? 1 : unfinished(child as Query))
  }, 0)
}

/** finished tells a condition that can be asked. */
export function finished({ field, operator, value }: Condition): boolean {
  if (isSpecial(field)) return specialFinished(field, value)
  if (valueless(operator)) return true
  const shaped = fit(operator, value)
  if (Array.isArray(shaped)) return shaped.length > 0 && shaped.every((one) => one !== null && one !== '')
  return shaped !== null && shaped !== ''
}

function specialFinished(field: Special, value: unknown): boolean {
  if (field === 'segment') return typeof value === 'number' && value > 0
  if (typeof value !== 'object' || value === null) return false
  const asked = value as Record<string, unknown>
  const some = (key: string) => Array.isArray(asked[key]) && asked[key].length > 0
  switch (field) {
    case 'bought': return some('products') || some('categories') || Boolean(asked.title_contains)
    case 'message': return Boolean(asked.kind)
    case 'state': return some('in')
    case 'came_from': return some('sources') || some('groups')
    case 'told': return Boolean(asked.name) && compared(asked)
    case 'was': return Boolean(asked.day) && Boolean(asked.field) && compared(asked)
    default: return true
  }
}

/** compared tells whether a condition has what its operator needs. */
function compared({ op, value }: Record<string, unknown>): boolean {
  return typeof op === 'string' && finished({ field: '', operator: op, value })
}

/** The value with which a condition of a field begins. */
export function beginning(field: string, type: string | undefined): unknown {
  if (field === 'bought') return { products: [], days: 365 }
  if (field === 'orders') return { min_orders: 1 }
  if (field === 'message') return { kind: 'received', days: 30 }
  if (field === 'did') return { kinds: ['view'], days: 30 }
  if (field === 'state') return { in: [], days: 30 }
  if (field === 'chatted') return { days: 30 }
  if (field === 'reviewed') return { max_score: 2, days: 90 }
  if (field === 'refunded') return { kinds: ['return'], days: 90 }
  if (field === 'came_from') return { groups: [] }
  if (field === 'past_contacted') return {}
  if (field === 'redeemed') return { min_times: 1 }
  if (field === 'told') return { name: '', op: 'eq' }
  if (field === 'was') return { field: 'stage', op: 'in', value: [] }
  return type === 'boolean' ? true : null
}

import { describe, expect, it } from 'vitest'
import type { Rule } from '../../part/rule'
import { finished, fit, type Query, toQuery, toRule, unfinished } from './query'

// A small generator of random rules, the same on every run (mulberry32).
function random(seed: number): () => number {
  let a = seed
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

const leaves: Rule[] = [
  { field: 'recency_days', op: 'gt', value: 90 },
  { field: 'stage', op: 'in', value: ['silent', 'sleeping'] },
  { field: 'net', op: 'between', value: [100, 299.5] },
  { field: 'second_day', op: 'is_null' },
  { bought: { products: ['85123A'], days: 365, min_quantity: 1, min_times: 1 } },
  { message: { kind: 'not_opened', campaign: 12, channel: 'email', days: 30 } },
  { orders: { from: '2015-11-11', to: '2015-11-11', min_orders: 1, min_amount: 299 } },
  { segment: 7 },
  { was: { day: '2024-05-01', field: 'stage', op: 'eq', value: 'active' } },
  { did: { kinds: ['view', 'cart'], products: ['85123A'], days: 30, min_times: 2 } },
  { state: { in: ['asked_not_ordered'], days: 30 } },
  { told: { name: 'age', op: 'ge', value: 30 } },
  { came_from: { groups: ['search'] } },
  { past_contacted: { campaign: '18', days: 365 } },
  { redeemed: { min_times: 2 } },
]

function grow(next: () => number, depth: number): Rule {
  const pick = next()
  const some = () => Array.from({ length: 1 + Math.floor(next() * 3) }, () => grow(next, depth - 1))
  if (depth === 0 || pick < 0.4) return leaves[Math.floor(next() * leaves.length)] ?? { segment: 1 }
  if (pick < 0.6) return { all: some() }
  return pick < 0.8 ? { any: some() } : { not: grow(next, depth - 1) }
}

/** Whether a rule holds for somebody for whom the leaves hold as told. */
function holds(rule: Rule, truth: Map<string, boolean>): boolean {
  if (rule.all) return (rule.all as Rule[]).every((child) => holds(child, truth))
  if (rule.any) return (rule.any as Rule[]).some((child) => holds(child, truth))
  if (rule.not) return !holds(rule.not as Rule, truth)
  return truth.get(JSON.stringify(rule)) ?? false
}

describe('a rule drawn and written again', () => {
  it('means the same customers, and is drawn the same', () => {
    for (let seed = 1; seed <= 500; seed++) {
      const next = random(seed)
      const rule = grow(next, 4)
      const again = toRule(toQuery(rule))
      const truth = new Map(leaves.map((leaf) => [JSON.stringify(leaf), next() < 0.5]))
      expect(holds(again, truth), JSON.stringify(rule)).toBe(holds(rule, truth))
      expect(toRule(toQuery(again))).toEqual(again)
    }
  })

  it('stays itself when it is as the builder writes it', () => {
    const rule = {
      all: [
        { field: 'recency_days', op: 'gt', value: 90 },
        { any: [{ field: 'stage', op: 'in', value: ['silent'] }, { not: { field: 'occasions', op: 'eq', value: 1 } }] },
        { not: { any: [{ segment: 7 }, { not: { segment: 8 } }] } },
      ],
    }
    expect(toRule(toQuery(rule))).toEqual(rule)
    expect(toRule(toQuery({ all: [] }))).toEqual({ all: [] })
  })

  it('refuses what is no rule and says where', () => {
    const f = (rule: Rule, path: string) => expect(() => toQuery(rule)).toThrow(path)
    f({ all: [{ segment: 1 }, { any: [{ what: 1 }] }] }, 'rule.all[1].any[0]')
    f({ not: 'x' }, 'rule.not')
  })
})

describe('conditions', () => {
  it('take the shape of their operator', () => {
    expect(fit('between', 5)).toEqual([5, null])
    expect(fit('in', 'silent')).toEqual(['silent'])
    expect(fit('gt', [3, 4])).toBe(3)
    expect(fit('eq', '')).toBeNull()
  })

  it('are unfinished until they can be asked', () => {
    const f = (field: string, operator: string, value: unknown, want: boolean) =>
      expect(finished({ field, operator, value }), `${field} ${operator}`).toBe(want)
    f('net', 'gt', null, false)
    f('net', 'gt', 0, true)
    f('net', 'between', [1, null], false)
    f('stage', 'in', [], false)
    f('city', 'is_null', null, true)
    f('bought', 'matches', { products: [], days: 30 }, false)
    f('bought', 'matches', { title_contains: '茶' }, true)
    f('segment', 'matches', null, false)
    const query: Query = { combinator: 'and', rules: [{ field: 'net', operator: 'gt', value: null }, { combinator: 'or', rules: [{ field: 'segment', operator: 'matches', value: null }] }, { combinator: 'or', rules: [] }] }
    expect(unfinished(query)).toBe(3)
    expect(unfinished({ combinator: 'and', rules: [] })).toBe(0)
  })
})

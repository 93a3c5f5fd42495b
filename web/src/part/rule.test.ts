import { describe, expect, it } from 'vitest'
import { type Filter, filterOf, isEverybody, ruleOf } from './rule'

describe('ruleOf', () => {
  const f = (name: string, filter: Filter, ...all: object[]) => it(name, () => expect(ruleOf(filter)).toEqual({ all }))
  f('nothing is everybody', {})
  f('a cell of the RFM matrix', { r: 5, f: 3 }, { field: 'r_score', op: 'eq', value: 5 }, { field: 'f_score', op: 'eq', value: 3 })
  f('a stage', { stage: 'silent' }, { field: 'stage', op: 'eq', value: 'silent' })
  f('several stages', { stage: 'silent,sleeping' }, { field: 'stage', op: 'in', value: ['silent', 'sleeping'] })
  f('those who entered a stage after a day', { stage: 'silent', since: '2011-12-02' },
    { field: 'stage', op: 'eq', value: 'silent' }, { field: 'stage_since', op: 'gt', value: '2011-12-02' })
  f('a bar of the day clock', { recency_from: 46, recency_to: 52 }, { field: 'recency_days', op: 'between', value: [46, 52] })
  f('the last bar has no end', { recency_from: 366 }, { field: 'recency_days', op: 'ge', value: 366 })
  f('a segment', { segment: 7 }, { segment: 7 })
  f('a rule and a filter', { province: '广东', rule: { segment: 3 } }, { field: 'province', op: 'eq', value: '广东' }, { segment: 3 })
  it('a rule alone stays itself', () => expect(ruleOf({ rule: { any: [] } })).toEqual({ any: [] }))
})

it('filterOf reads an address and drops what it does not know', () => {
  expect(filterOf({ r: 5, f: '3', stage: 'silent', occasions: 'many', as_of: '2011-12-09', rule: 'text', net: '' }))
    .toEqual({ r: 5, f: 3, stage: 'silent' })
})

it('everybody is a rule without conditions', () => {
  expect([isEverybody({ all: [] }), isEverybody({ all: [{}] }), isEverybody({ any: [] })]).toEqual([true, false, false])
})

import { expect, it } from 'vitest'
import { days, depth, ruleOf, wantedOf } from './filter'

it('S3-09 the list\'s conditions stand in the address and become a rule', () => {
  const wanted = wantedOf({ state: 'dormant_1', due_from: '2024-05-01', due_to: '2024-05-01', group: '3', quality: 'high', cause: 'platform', shop: 1 })
  expect(wanted).toEqual({ state: 'dormant_1', due_from: '2024-05-01', due_to: '2024-05-01', group: 3, quality: 'high', cause: 'platform' })
  expect(ruleOf(wanted, 'tea')).toEqual({
    all: [
      { field: 'dormancy', op: 'eq', value: 'dormant_1' },
      { field: 'due_day', op: 'ge', value: '2024-05-01' },
      { field: 'due_day', op: 'le', value: '2024-05-01' },
      { field: 'due_group', op: 'eq', value: 'tea' },
      { field: 'dormant_quality', op: 'eq', value: 'high' },
      { field: 'dormant_cause', op: 'eq', value: 'platform' },
    ],
  })
  expect(ruleOf(wantedOf({ group: 'x' }), undefined)).toEqual({ all: [] })
})

it('counts days over the end of a month', () => {
  expect(days('2024-02-28', 3)).toEqual(['2024-02-28', '2024-02-29', '2024-03-01'])
})

it('shades nobody not at all and the fullest cell most', () => {
  expect([depth(0, 9), depth(1, 1000), depth(1000, 1000), depth(1, 0)]).toEqual([0, 1, 4, 0])
})

import { expect, it } from 'vitest'
import { few, gapOf, rare } from './gap'

it('S1-44 the gap is the mean of those between purchases, and unknown with one', () => {
  expect(gapOf({ occasions: 4, tenure_days: 210, recency_days: 30 })).toBe(60)
  expect(gapOf({ occasions: 1, tenure_days: 210, recency_days: 210 })).toBeUndefined()
})

it('S1-44 what is little is not written as nothing', () => {
  expect([0, 0.01, 0.06, 2.34].map(few)).toEqual(['0.0', '< 0.1', '0.1', '2.3'])
  expect([0, 0.001, 0.3, 0.999, 1].map(rare)).toEqual(['0%', '< 1%', '30%', '> 99%', '100%'])
})

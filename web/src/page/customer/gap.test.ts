import { expect, it } from 'vitest'
import { gapOf } from './gap'

it('S1-44 the gap is the mean of those between purchases, and unknown with one', () => {
  expect(gapOf({ occasions: 4, tenure_days: 210, recency_days: 30 })).toBe(60)
  expect(gapOf({ occasions: 1, tenure_days: 210, recency_days: 210 })).toBeUndefined()
})

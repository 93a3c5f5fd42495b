import { expect, it } from 'vitest'
import { ticks } from './tick'

it('ticks are round and reach the largest', () => {
  expect(ticks(61_000)).toEqual([0, 20_000, 40_000, 60_000, 80_000])
  expect(ticks(0.348)).toEqual([0, 0.1, 0.2, 0.3, 0.4])
  expect(ticks(4)).toEqual([0, 1, 2, 3, 4])
  expect([ticks(0), ticks(Number.NaN)]).toEqual([[0, 1], [0, 1]])
})

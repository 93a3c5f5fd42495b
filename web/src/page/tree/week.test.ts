import { expect, it } from 'vitest'
import { isoWeek } from './week'

it('names ISO weeks', () => {
  expect(isoWeek('2024-07-08')).toBe('2024-W28')
  expect(isoWeek('2024-07-14')).toBe('2024-W28')
  expect(isoWeek('2021-01-03')).toBe('2020-W53')
  expect(isoWeek('2024-12-30')).toBe('2025-W01')
})

import { describe, expect, it } from 'vitest'
import { fromClock, onClock } from './zone'

describe('the clock of a shop', () => {
  const f = (zone: string | undefined, instant: string, shown: string) => it(`${zone} ${instant}`, () => {
    const there = onClock(instant, zone)
    expect(there.format('YYYY-MM-DD HH:mm')).toBe(shown)
    expect(fromClock(there, zone)).toBe(instant)
  })
  f('Asia/Shanghai', '2025-11-21T23:12:00.000Z', '2025-11-22 07:12')
  f('America/New_York', '2025-07-01T03:00:00.000Z', '2025-06-30 23:00')
  f('America/New_York', '2025-12-01T03:00:00.000Z', '2025-11-30 22:00')
})

import { expect, it } from 'vitest'
import { otherDays } from './other-window'

it('takes from the address only a window that the campaign does not have', () => {
  const f = (asked: unknown, want: number | undefined) => expect(otherDays(asked, [2, 10, 30])).toBe(want)
  f(45, 45)
  f('45', 45)
  f(1, 1)
  f(365, 365)
  for (const none of [undefined, '', 'x', 0, 366, -1, 2.5, 10, '30']) f(none, undefined)
})

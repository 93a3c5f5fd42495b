import { describe, expect, it } from 'vitest'
import type { Schema } from '../../api/client'
import { allRefused, commonest, sum, whole } from './account'

const batch = (account: Partial<Schema['Account']>, rows: number, reasons: Partial<Schema['RejectReason']>[] = []) =>
  ({ rows, reasons, account: { new: 0, part: 0, changed: 0, known: 0, refused: 0, set_aside: 0, ...account } }) as Schema['Batch']

describe('the account of rows', () => {
  it('adds up, or says nothing', () => {
    const one = batch({ new: 5, part: 2, changed: 1, known: 1, refused: 3, set_aside: 1 }, 13)
    expect(sum(one)).toBe(13)
    expect(whole(one)).toBe(true)
    expect(whole(batch({ new: 5 }, 6))).toBe(false)
    expect(whole(batch({}, 0))).toBe(false)
  })

  it('knows a file of which nothing was good', () => {
    expect(allRefused(batch({ refused: 3, set_aside: 1 }, 4))).toBe(true)
    expect(allRefused(batch({ refused: 3, known: 1 }, 4))).toBe(false)
    expect(allRefused(batch({ set_aside: 4 }, 4))).toBe(false)
    expect(allRefused(batch({}, 0))).toBe(false)
  })

  it('names the commonest reason of the refused, not of the set aside', () => {
    const reasons = [{ reason: 'row_title', count: 9, aside: true }, { reason: 'date_missing', count: 1, aside: false }, { reason: 'date_unreadable', count: 2, aside: false }]
    expect(commonest(batch({ refused: 3 }, 12, reasons))?.reason).toBe('date_unreadable')
    expect(commonest(batch({}, 0))).toBeUndefined()
  })
})

import { describe, expect, it } from 'vitest'
import { toQuery, toRule, unfinished } from '../segment/query'
import { type PastCampaign, reached, redeemed, strongest, titled } from './past'

const campaign = (number: string, contacted: number, redeemers: number): PastCampaign => ({
  shop: 1, campaign: number, name: '', type: '', contacted, customers: contacted, contacts: contacted, cost: 0, control: 0, redeemers, redemptions: redeemers,
  redemption_rate: contacted > 0 ? redeemers / contacted : undefined, coupons: 0, currency: 'USD',
})

describe('past campaigns', () => {
  it('are headed by the one with the largest share of redeemers', () => {
    expect(strongest([campaign('1', 13, 13), campaign('18', 1133, 214), campaign('2', 200, 20)])?.campaign).toBe('18')
    expect(strongest([campaign('1', 100, 0), campaign('2', 0, 0)])).toBeUndefined()
    expect(strongest([])).toBeUndefined()
  })
  it('open their people, whom the builder can draw', () => {
    for (const rule of [reached('18'), redeemed('18')]) {
      expect(toRule(toQuery(rule))).toEqual({ all: [rule] })
      expect(unfinished(toQuery(rule))).toBe(0)
    }
  })
  it('are named by number and name', () => {
    expect(titled({ campaign: '18', name: 'Winter' })).toBe('18 · Winter')
    expect(titled({ campaign: '18', name: '' })).toBe('18')
  })
})

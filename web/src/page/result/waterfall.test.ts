import { expect, it } from 'vitest'
import type { Schema } from '../../api/client'
import { waterfall } from './waterfall'

const none = {}
const effect = (sales: number | undefined, profit: number | undefined, cost: number): Schema['Effect'] => ({
  arm: 1, cost, reliable: true, difference: none, orders: none, revenue: none, profit: none, incremental_buyers: none, incremental_orders: none,
  incremental_revenue: { value: sales }, incremental_profit: { value: profit }, caused_share: none, roi: none,
})
const arm: Schema['ArmOutcome'] = { no: 1, name: 'A', control: false, customers: 8431, buyers: 500, orders: 520, money: 90000 }

// Profit of an arm as evaluate defines it: margin × extra sales − coupon × buyers − cost of all touches.
it('ends at margin × sales − coupons − touches', () => {
  const steps = waterfall({ effect: effect(20_000, 3_578.45, 2_421.55), arm, margin: 0.3, coupon: 4 })
  expect(steps?.map(({ key, value }) => [key, Math.round(value * 100) / 100])).toEqual([
    ['sales', 20_000], ['goods', -14_000], ['coupons', -2_000], ['touches', -421.55], ['profit', 3_578.45],
  ])
})

it('each step begins where the one before ended', () => {
  const steps = waterfall({ effect: effect(-500, -900, 400), arm, margin: 0.4, coupon: 0 }) ?? []
  for (const [i, step] of steps.entries()) {
    if (i > 0 && i < steps.length - 1) expect(step.from).toBeCloseTo(steps[i - 1]?.to ?? NaN)
  }
  expect(steps.at(-1)?.to).toBeCloseTo(-500 * 0.4 - 400)
})

it('there is none without numbers', () => expect(waterfall({ effect: effect(undefined, undefined, 10), arm, margin: 0.3, coupon: 0 })).toBeNull())

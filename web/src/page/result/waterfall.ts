// From extra sales to extra profit, step by step, as the report computed it.
import type { Schema } from '../../api/client'

export interface Step {
  key: 'sales' | 'goods' | 'coupons' | 'touches' | 'profit'
  /** What the step adds; for sales and profit the level itself. */
  value: number
  /** The levels between which its bar stands. */
  from: number
  to: number
}

interface Ledger {
  effect: Schema['Effect']
  arm: Schema['ArmOutcome']
  /** Gross margin, 0..1. */
  margin: number
  /** Cost of one redeemed coupon; every treated buyer redeems hers. */
  coupon: number
}

/** waterfall leads from extra sales over goods, coupons and touches to extra profit; null without numbers. */
export function waterfall({ effect, arm, margin, coupon }: Ledger): Step[] | null {
  const sales = effect.incremental_revenue.value
  if (sales === undefined || effect.incremental_profit.value === undefined) return null
  const coupons = coupon * arm.buyers
  const changes = [
    ['goods', -sales * (1 - margin)],
    ['coupons', -coupons],
    ['touches', -(effect.cost - coupons)],
  ] as const
  const steps: Step[] = [{ key: 'sales', value: sales, from: 0, to: sales }]
  let level = sales
  for (const [key, value] of changes) {
    steps.push({ key, value, from: level, to: level + value })
    level += value
  }
  steps.push({ key: 'profit', value: level, from: 0, to: level })
  return steps
}

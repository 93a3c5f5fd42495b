import type { Schema } from '../../api/client'
import { percent } from '../../part/format'

type Rhythm = Pick<Schema['CustomerWorth'], 'occasions' | 'tenure_days' | 'recency_days'>

/** gapOf is her mean gap between purchases in whole days; undefined with one purchase. */
export function gapOf({ occasions, tenure_days, recency_days }: Rhythm): number | undefined {
  return occasions > 1 ? Math.round((tenure_days - recency_days) / (occasions - 1)) : undefined
}

/** few writes an expected number of purchases; what is not quite nothing is not written as 0.0. */
export function few(purchases: number): string {
  return purchases > 0 && purchases < 0.05 ? '< 0.1' : purchases.toFixed(1)
}

/** rare writes a chance; what is not quite impossible or certain is not written as 0 or 100 %. */
export function rare(chance: number): string {
  if (chance > 0 && chance < 0.005) return '< 1%'
  return chance < 1 && chance >= 0.995 ? '> 99%' : percent(chance, 0)
}

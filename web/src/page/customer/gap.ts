import type { Schema } from '../../api/client'

type Rhythm = Pick<Schema['CustomerWorth'], 'occasions' | 'tenure_days' | 'recency_days'>

/** gapOf is her mean gap between purchases in whole days; undefined with one purchase. */
export function gapOf({ occasions, tenure_days, recency_days }: Rhythm): number | undefined {
  return occasions > 1 ? Math.round((tenure_days - recency_days) / (occasions - 1)) : undefined
}

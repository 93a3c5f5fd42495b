// Stays in stages as lengths of one bar.
import type { Schema } from '../../api/client'

export interface Stretch {
  stage: string
  from: string
  to: string
  days: number
}

const day = 86_400_000

/** stretches gives every stay its whole days up to the as-of day; empty stays fall out. */
export function stretches(history: Schema['StageSpan'][], asOf: string): Stretch[] {
  return history
    .map(({ stage, from, to }) => {
      const end = to ?? asOf
      return { stage, from, to: end, days: Math.round((Date.parse(end) - Date.parse(from)) / day) + (to ? 0 : 1) }
    })
    .filter(({ days }) => days > 0)
    .toSorted((a, b) => a.from.localeCompare(b.from))
}

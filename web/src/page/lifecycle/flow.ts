// The river between two days: who stood where, who stands where now.
import type { Schema } from '../../api/client'

type Lifecycle = Schema['Lifecycle']
type Flow = Schema['Flow']

/** whole adds to the moves those who stayed, where the server names moves only. */
export function whole({ flows, stages }: Pick<Lifecycle, 'flows' | 'stages'>): Flow[] {
  const named = new Set(flows.filter(({ from, to }) => from === to).map(({ from }) => from))
  const stayed = stages
    .filter(({ stage, before, left }) => !named.has(stage) && before - left > 0)
    .map(({ stage, before, left }): Flow => ({ from: stage, to: stage, customers: before - left }))
  return [...flows.filter(({ customers }) => customers > 0), ...stayed]
}

const order = ['prospect', 'after_sale', 'active', 'silent', 'sleeping', 'lost', 'dead']

/** slide is the largest move into a later stage, or undefined when nobody aged. */
export function slide(flows: Flow[]): Flow | undefined {
  return flows
    .filter(({ from, to }) => from !== 'prospect' && order.indexOf(to) > order.indexOf(from) && order.indexOf(to) > order.indexOf('active'))
    .toSorted((a, b) => b.customers - a.customers)[0]
}

/** stageOf is the stage of somebody whose last purchase was so many days ago. */
export function stageOf(days: number, bounds: number[]): string {
  const index = bounds.findIndex((bound) => days <= bound)
  return order[1 + (index < 0 ? bounds.length : index)] ?? 'dead'
}

/** rising tells bounds that can part the days: whole, positive, each above the one before. */
export function rising(bounds: (number | null | undefined)[]): bounds is number[] {
  return bounds.every((bound, index) => Number.isInteger(bound) && (bound as number) > (index === 0 ? -1 : Number(bounds[index - 1])))
}

// Pairs as a network: products are its knots, pairs its threads.
import type { Schema } from '../../api/client'

export type Pair = Schema['ProductPair']

export interface Knot {
  id: number
  name: string
  product: string
  category: string
  /** Baskets of all its pairs. */
  weight: number
}

/** neighbours makes knots and threads of pairs, each product once. */
export function neighbours(pairs: Pair[]): { nodes: Knot[]; links: Pair[] } {
  const knots = new Map<number, Knot>()
  for (const pair of pairs) {
    for (const good of [pair.a, pair.b]) {
      const known = knots.get(good.id)
      if (known) known.weight += pair.baskets
      else knots.set(good.id, { id: good.id, name: good.title || good.product, product: good.product, category: good.category, weight: pair.baskets })
    }
  }
  return { nodes: [...knots.values()], links: pairs }
}

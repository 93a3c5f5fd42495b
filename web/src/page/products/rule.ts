// From a product, a pair or a cell to the segment rule of its customers.
import type { Rule } from '../../part/rule'

/** bought is who bought one of some products within days. */
export function bought(products: string[], days: number): Rule {
  return { bought: { products, days } }
}

/** buyers is a rule of its own for who bought one of some products. */
export function buyers(products: string[], days: number): Rule {
  return { all: [bought(products, days)] }
}

/** halfway is who bought the first product of a pair and not the second: the one to offer it to. */
export function halfway(first: string, second: string, days: number): Rule {
  return { all: [bought([first], days), { not: bought([second], days) }] }
}

/** halfwayCategory is the same for categories. */
export function halfwayCategory(first: string, second: string, days: number): Rule {
  return { all: [{ bought: { categories: [first], days } }, { not: { bought: { categories: [second], days } } }] }
}

/** firstOnly is who bought one of some products, and never again. */
export function firstOnly(products: string[]): Rule {
  return { all: [{ field: 'occasions', op: 'eq', value: 1 }, { bought: { products } }] }
}

const times: Record<string, Rule> = {
  1: { field: 'occasions', op: 'eq', value: 1 },
  2: { field: 'occasions', op: 'eq', value: 2 },
  3: { field: 'occasions', op: 'between', value: [3, 4] },
  5: { field: 'occasions', op: 'ge', value: 5 },
}

/** cell is the customers of one kind, who bought or did not; undefined where a rule cannot say so. */
export function cell(side: string, word: string, product: string, days: number): Rule | undefined {
  const kind = side === 'times' ? times[word] : ['stage', 'ladder', 'province'].includes(side) && word ? { field: side, op: 'eq', value: word } : undefined
  return kind && { all: [kind, bought([product], days)] }
}

const inBand = (field: 'price_band' | 'price_band_before', band: number): Rule => band < 0 ? { field, op: 'is_null' } : { field, op: 'eq', value: band + 1 }

/** moved is who spent most in one price band before and in another now; -1: bought nothing then. */
export function moved(from: number, to: number): Rule {
  return { all: [inBand('price_band_before', from), inBand('price_band', to)] }
}

/** climbed is who moved to a dearer band than before, or to a cheaper one. */
export function climbed(bands: number, way: 'up' | 'down'): Rule {
  const starts = Array.from({ length: bands }, (_, band) => band).filter((band) => (way === 'up' ? band < bands - 1 : band > 0))
  return { any: starts.map((band) => ({ all: [inBand('price_band_before', band), { field: 'price_band', op: way === 'up' ? 'gt' : 'lt', value: band + 1 }] })) }
}

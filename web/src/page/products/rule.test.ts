import { expect, it } from 'vitest'
import { buyers, cell, climbed, firstOnly, halfway, halfwayCategory, moved } from './rule'
import { neighbours } from './network'
import { roleColour, roles, roleShape, roleSign } from './role'

it('S1-46 a pair opens who bought one and not the other', () => {
  expect(halfway('a', 'b', 365)).toEqual({ all: [{ bought: { products: ['a'], days: 365 } }, { not: { bought: { products: ['b'], days: 365 } } }] })
  expect(halfwayCategory('x', 'y', 30)).toEqual({ all: [{ bought: { categories: ['x'], days: 30 } }, { not: { bought: { categories: ['y'], days: 30 } } }] })
  expect(buyers(['a', 'b'], 90)).toEqual({ all: [{ bought: { products: ['a', 'b'], days: 90 } }] })
  expect(firstOnly(['a'])).toEqual({ all: [{ field: 'occasions', op: 'eq', value: 1 }, { bought: { products: ['a'] } }] })
})

it('S1-46 a cell of coverage opens its customers where a rule can say so', () => {
  const who = { bought: { products: ['a'], days: 90 } }
  expect(cell('stage', 'lost', 'a', 90)).toEqual({ all: [{ field: 'stage', op: 'eq', value: 'lost' }, who] })
  expect(cell('times', '3', 'a', 90)).toEqual({ all: [{ field: 'occasions', op: 'between', value: [3, 4] }, who] })
  expect(cell('province', '', 'a', 90)).toBeUndefined()
  expect(cell('tier', '1', 'a', 90)).toBeUndefined()
})

it('S1-47 every role has a colour, a shape and a sign of its own', () => {
  for (const words of [roleColour, roleShape, roleSign]) expect(new Set(roles.map((role) => words[role])).size).toBe(roles.length)
})

it('the network holds every product of its pairs once', () => {
  const good = (id: number) => ({ id, product: `p${id}`, title: `P ${id}`, category: '', brand: '' })
  const pair = (a: number, b: number, baskets: number) =>
    ({ a: good(a), b: good(b), baskets, baskets_a: 1, baskets_b: 1, support: null, confidence: null, back: null, lift: 2, lift_low: 1, lift_high: 3, g2: 11, sure: true })
  const { nodes, links } = neighbours([pair(1, 2, 30), pair(2, 3, 20)])
  expect(nodes.map(({ id, weight }) => [id, weight])).toEqual([[1, 30], [2, 50], [3, 20]])
  expect(links).toHaveLength(2)
})

it('S1-07 a move between price bands means its customers', () => {
  expect(moved(0, 2)).toEqual({ all: [{ field: 'price_band_before', op: 'eq', value: 1 }, { field: 'price_band', op: 'eq', value: 3 }] })
  expect(moved(-1, 1)).toEqual({ all: [{ field: 'price_band_before', op: 'is_null' }, { field: 'price_band', op: 'eq', value: 2 }] })
  expect(climbed(3, 'up')).toEqual({ any: [0, 1].map((band) => ({ all: [{ field: 'price_band_before', op: 'eq', value: band + 1 }, { field: 'price_band', op: 'gt', value: band + 1 }] })) })
  expect(climbed(2, 'down')).toEqual({ any: [{ all: [{ field: 'price_band_before', op: 'eq', value: 2 }, { field: 'price_band', op: 'lt', value: 2 }] }] })
})

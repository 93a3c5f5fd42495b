import { expect, it } from 'vitest'
import { deep, levels, rowsOf } from './split'

const part = (stage: 'active' | 'lost', value: string, customers: number) => ({ stage, value, customers, net: 0, rule: { stage, value } })

it('S1-62 the parts of all stages make one row a value, the unknown last', () => {
  const rows = rowsOf([part('lost', '', 90), part('active', 'tea', 3), part('lost', 'tea', 4), part('active', 'cup', 9)])
  expect(rows.map(({ value, customers }) => [value, customers])).toEqual([['cup', 9], ['tea', 7], ['', 90]])
  expect(rows[1]?.cells.get('lost')?.customers).toBe(4)
  expect(rowsOf([])).toEqual([])
})

it('a tint grows with the share', () => {
  expect([0, 0.05, 0.1, 0.3, 1].map(deep)).toEqual([0, 1, 2, 3, 4])
  expect(new Set(levels).size).toBe(levels.length)
})

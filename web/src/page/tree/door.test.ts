import { describe, expect, it } from 'vitest'
import { before, doorOf, length } from './door'
import { largest, steps } from './waterfall'

const week = { from: '2024-03-01', to: '2024-03-07' }

describe('a segment opens its customers', () => {
  it('by where they stood the day before the stretch', () => {
    expect(before('2024-03-01')).toBe('2024-02-29')
    expect(length(week)).toBe(7)
    expect(doorOf('stage', 'active', week)).toEqual({
      all: [{ orders: { from: '2024-03-01', to: '2024-03-07', min_orders: 1 } }, { was: { day: '2024-02-29', field: 'stage', op: 'eq', value: 'active' } }],
    })
  })
  it('new customers by their first day', () => {
    expect(doorOf('kind', 'new', week)).toEqual({ all: [{ field: 'first_day', op: 'between', value: ['2024-03-01', '2024-03-07'] }] })
    expect(doorOf('ladder', 'prospect', week)).toEqual(doorOf('kind', 'new', week))
  })
  it('nobody behind the rest', () => {
    expect(doorOf('product', '(rest)', week)).toBeNull()
    expect(doorOf('kind', 'keyless', week)).toBeNull()
    expect(doorOf('department', 'service', week)).toBeNull()
  })
})

describe('a waterfall', () => {
  it('goes from the number before to the number now', () => {
    const all = steps(100, [{ label: 'a', contribution: 50 }, { label: 'b', contribution: -100 }])
    expect(all[0]).toMatchObject({ left: 0.5, width: 0.5, rise: true })
    expect(all[1]).toMatchObject({ left: 0, width: 1, rise: false })
  })
  it('adds up what is small', () => {
    const parts = Array.from({ length: 12 }, (_, index) => ({ label: String(index), contribution: index - 6 }))
    const kept = largest(parts, 'rest')
    expect(kept).toHaveLength(8)
    expect(kept.reduce((sum, part) => sum + part.contribution, 0)).toBe(parts.reduce((sum, part) => sum + part.contribution, 0))
  })
  it('stands still where nothing changed', () => {
    expect(steps(5, largest([{ label: 'a', contribution: 0 }], 'rest'))).toEqual([])
  })
})

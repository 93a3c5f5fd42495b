import { expect, it } from 'vitest'
import { shade, side } from './cell'

it('the area of a square is its people', () => {
  expect(side(100, 400)).toBe(0.5)
  expect(side(400, 400)).toBe(1)
  expect([side(0, 400), side(5, 0)]).toEqual([0, 0])
  expect(side(1, 10_000)).toBe(0.16) // still to be seen and hit
})

it('shades part the cells into fifths', () => {
  const sorted = [1, 2, 3, 4, 5]
  expect(sorted.map((value) => shade(value, sorted))).toEqual([0, 1, 2, 3, 4])
  expect([shade(9, [9]), shade(1, [])]).toEqual([0, 0])
})

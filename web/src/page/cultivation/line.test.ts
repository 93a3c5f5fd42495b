import { expect, it } from 'vitest'
import type { Schema } from '../../api/client'
import { arrivals, before, cameBack, doorOf, lineEnd, monthRule, moved, placeOf } from './line'

const board = {
  moves: {
    from: '2024-06-03', to: '2024-06-11', states: ['new', 'impression', 'second', 'old', 'outside'],
    matrix: [[6, 2, 0, 0, 1], [0, 0, 0, 0, 0], [1, 0, 1, 0, 0], [0, 0, 0, 1, 0], [1, 0, 0, 0, 0]], rows: [9, 0, 2, 1, 1],
  },
} as unknown as Schema['CultivationBoard']

it('S0-07 steps stand on the line by their days, and the line reaches the goal', () => {
  expect(lineEnd([])).toBe(47)
  expect(lineEnd([{ to_day: 98 }])).toBe(100)
  expect(placeOf({ from_day: 20, to_day: 24 }, 100)).toEqual({ left: 20, width: 5 })
  expect(placeOf({ from_day: 1, to_day: 1 }, 100)).toEqual({ left: 1, width: 1 })
})

it('S0-07 moves tell who came into a state, and how many stood there before', () => {
  expect([moved(board, 'new', 'impression'), moved(board, 'second', 'new'), moved(board, 'outside', 'new')]).toEqual([2, 1, 1])
  expect([before(board, 'new'), before(board, 'old')]).toEqual([9, 1])
  expect([arrivals(board, 'new'), arrivals(board, 'impression'), arrivals(board, 'old')]).toEqual([2, 2, 0])
})

it('S0-07 who came back bought on one day at most before', () => {
  expect(cameBack(board)).toBe(0)
  const matrix = [[6, 2, 3, 1, 1], [0, 0, 5, 0, 0], [1, 0, 1, 7, 0], [0, 0, 0, 1, 0], [1, 0, 2, 0, 0]]
  expect(cameBack({ ...board, moves: { ...board.moves, matrix } })).toBe(11)
})

it('S0-07 a cell opens who was in one state and is in the other', () => {
  const moves = { ...board.moves, doors_from: [{ field: 'a' }, { field: 'b' }], doors_to: [{ field: 'c' }] } as unknown as typeof board.moves
  expect([doorOf(moves, 1, 0), doorOf(moves, 0, 1)]).toEqual([{ all: [{ field: 'b' }, { field: 'c' }] }, undefined])
})

it('S0-07 a month opens its customers, and no others of the cohort', () => {
  const days = (month: string) => (monthRule({ from: '2023-12-15', to: '2024-06-11' }, month, 'old').all as { value: unknown }[])[1]?.value
  expect([days('2023-12'), days('2024-02'), days('2024-06')]).toEqual([['2023-12-15', '2023-12-31'], ['2024-02-01', '2024-02-29'], ['2024-06-01', '2024-06-11']])
})

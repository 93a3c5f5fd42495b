import { expect, it } from 'vitest'
import type { Schema } from '../../api/client'
import { doorOf, wayOf, wordOf } from './move'

const was = (day: string, value: string) => ({ was: { day, field: 'ladder', op: 'eq', value } })
const migration = {
  from: '2024-05-31', to: '2024-06-30', of: 'ladder', states: ['regular', 'new', 'gone'], ranks: [0, -1, -2],
  doors_from: [was('2024-05-31', 'regular'), was('2024-05-31', 'new'), {}], doors_to: [was('2024-06-30', 'regular'), was('2024-06-30', 'new'), {}],
} as unknown as Schema['Migration']

it('S1-61 a cell is positive or negative by the ranks', () => {
  const way = (from: number, to: number) => wayOf(migration.ranks, migration.states, from, to)
  expect([way(1, 0), way(0, 1), way(0, 0), way(0, 2)]).toEqual(['up', 'down', 'same', 'gone'])
})

it('S1-61 a cell opens who stood here and then there', () => {
  expect(doorOf(migration, 1, 0)).toEqual({ all: [was('2024-05-31', 'new'), was('2024-06-30', 'regular')] })
  expect(doorOf(migration, -1, 1)).toEqual({ all: [was('2024-06-30', 'new'), { not: { was: { day: '2024-05-31', field: 'occasions', op: 'ge', value: 1 } } }] })
  expect(doorOf({ ...migration, doors_from: [], doors_to: [] }, 0, 0)).toBeUndefined()
})

it('names every state by its own words', () => {
  expect([wordOf('stage', 'lost'), wordOf('rfm', 'At Risk'), wordOf('grid', 'welcome'), wordOf('ladder', 'gone')])
    .toEqual(['stage.lost', 'rfm.name.at_risk', 'migration.grid.welcome', 'migration.gone'])
})

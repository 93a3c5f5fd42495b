// What a cell of the matrix means: up, down or the same, and the rule of its customers.
import type { Schema } from '../../api/client'
import type { Rule } from '../../part/rule'

type Migration = Schema['Migration']
export type Way = 'up' | 'down' | 'same' | 'gone'

/** wayOf is which way the customers of a cell went, by the ranks of the states. */
export function wayOf(ranks: number[], states: string[], from: number, to: number): Way {
  if (states[to] === 'gone') return 'gone'
  const change = (ranks[to] ?? 0) - (ranks[from] ?? 0)
  return change > 0 ? 'up' : change < 0 ? 'down' : 'same'
}

/** doorOf is the rule of the customers of a cell; undefined where no rule can say it. from −1: who had not bought before. */
export function doorOf(migration: Migration, from: number, to: number): Rule | undefined {
  const there = migration.doors_to[to] as Rule | undefined
  if (!there) return undefined
  if (from < 0) return { all: [there, { not: { was: { day: migration.from, field: 'occasions', op: 'ge', value: 1 } } }] }
  const here = migration.doors_from[from] as Rule | undefined
  return here && { all: [here, there] }
}

/** wordOf is the key of a state's name. */
export function wordOf(of: string, state: string): string {
  if (state === 'gone') return 'migration.gone'
  switch (of) {
    case 'stage': return `stage.${state}`
    case 'ladder': return `ladder.${state}`
    case 'dormancy': return `dormancy.state.${state}`
    case 'grid': return `migration.grid.${state}`
  }
  return `rfm.name.${state.toLowerCase().replaceAll(/[^\p{L}]+/gu, '_')}`
}

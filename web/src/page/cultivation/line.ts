// Where things stand on the day line, and what the moves between two days say.
import type { Schema } from '../../api/client'
import type { Rule } from '../../part/rule'

type Board = Schema['CultivationBoard']
type State = Schema['CultivationState']

export const states = ['new', 'impression', 'second', 'old'] as const

/** The day by which a second purchase counts: the line always reaches it. */
export const goalDay = 45

export interface Place {
  /** Of the line's width, in per cent. */
  left: number
  width: number
}

/** lineEnd is the last day that the line shows. */
export function lineEnd(steps: { to_day: number }[]): number {
  return Math.max(goalDay, ...steps.map(({ to_day }) => to_day)) + 2
}

/** placeOf is where a step stands on a line from day 0 to its end; both of its days are part of it. */
export function placeOf({ from_day, to_day }: { from_day: number; to_day: number }, end: number): Place {
  return { left: (100 * from_day) / end, width: (100 * (to_day + 1 - from_day)) / end }
}

/** moved is how many went from one state to another since the earlier day. */
export function moved({ moves }: Board, from: State, to: State): number {
  return moves.matrix[moves.states.indexOf(from)]?.[moves.states.indexOf(to)] ?? 0
}

/** before is how many stood in a state on the earlier day. */
export function before({ moves }: Board, state: State): number {
  return moves.rows[moves.states.indexOf(state)] ?? 0
}

/** arrivals is how many came into a state since the earlier day, from anywhere else. */
export function arrivals({ moves }: Board, state: State): number {
  const to = moves.states.indexOf(state)
  return moves.matrix.reduce((sum, row, from) => sum + (from === to ? 0 : row[to] ?? 0), 0)
}

/** cameBack is how many bought on one day at most before, and on two or more now. */
export function cameBack(board: Board): number {
  return (['new', 'impression', 'outside'] as const).reduce((sum, from) => sum + moved(board, from, 'second') + moved(board, from, 'old'), 0)
}

/** doorOf is the segment rule of the customers of a cell; undefined for who is outside now. */
export function doorOf({ doors_from, doors_to }: Board['moves'], from: number, to: number): Rule | undefined {
  const [then, now] = [doors_from[from], doors_to[to]]
  return then && now ? { all: [then, now] } as Rule : undefined
}

/** monthRule is the segment rule of a month's new customers in a state, within the cohort. */
export function monthRule({ from, to }: Pick<Board, 'from' | 'to'>, month: string, state: State): Rule {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const last = `${month}-${new Date(Date.UTC(year, number, 0)).getUTCDate()}`
  const within = [from > `${month}-01` ? from : `${month}-01`, to < last ? to : last]
  return { all: [{ field: 'cultivation', op: 'eq', value: state }, { field: 'first_day', op: 'between', value: within }] }
}

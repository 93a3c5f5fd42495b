// What became of the rows of a file.
import type { Schema } from '../../api/client'

type Batch = Pick<Schema['Batch'], 'account' | 'rows' | 'reasons'>

/** Parts of a file's rows, as they stand in the bar, with their colours. */
export const parts = [
  { key: 'new', colour: '#0F766E' },
  { key: 'part', colour: '#7DB8B0' },
  { key: 'changed', colour: '#1D4ED8' },
  { key: 'known', colour: '#94A3B8' },
  { key: 'refused', colour: '#B42318' },
  { key: 'set_aside', colour: '#E0A100' },
] as const

/** sum is the number of rows that are accounted for. */
export function sum({ account }: Batch): number {
  return parts.reduce((all, { key }) => all + account[key], 0)
}

/** whole tells whether every row of the file is in one of the parts. */
export function whole(batch: Batch): boolean {
  return batch.rows > 0 && sum(batch) === batch.rows
}

/** allRefused tells whether rows were refused and none was good. */
export function allRefused(batch: Batch): boolean {
  const { refused, set_aside } = batch.account
  return refused > 0 && sum(batch) === refused + set_aside
}

/** commonest is the reason for which most rows were refused. */
export function commonest({ reasons }: Batch): Schema['RejectReason'] | undefined {
  return reasons.filter(({ aside }) => !aside).toSorted((a, b) => b.count - a.count)[0]
}

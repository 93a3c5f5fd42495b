import type { Schema } from '../../api/client'

type Part = Schema['StagePart']

/** The second levels, in the order in which one looks for them: preferences, then attributes. */
export const levels = ['top_category', 'category', 'top_brand', 'phase', 'browsing_type', 'service_type', 'ladder', 'province', 'city', 'gender', 'r_score', 'f_score', 'm_score'] as const
export type Level = (typeof levels)[number]

export interface Row {
  value: string
  customers: number
  cells: Map<string, Part>
}

/** rowsOf puts the parts of every stage into one row a value, the fullest first, the unknown last. */
export function rowsOf(parts: Part[]): Row[] {
  const rows = new Map<string, Row>()
  for (const part of parts) {
    const row = rows.get(part.value) ?? { value: part.value, customers: 0, cells: new Map() }
    row.customers += part.customers
    row.cells.set(part.stage, part)
    rows.set(part.value, row)
  }
  return [...rows.values()].toSorted((a, b) => Number(a.value === '') - Number(b.value === '') || b.customers - a.customers || a.value.localeCompare(b.value))
}

/** deep is the class of a share, 0..4, by which a cell is tinted. */
export function deep(share: number): number {
  return [0.02, 0.1, 0.25, 0.5].filter((bound) => share >= bound).length
}

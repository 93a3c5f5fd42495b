// From a segment of the tree to the customers in it.
import type { Rule } from '../../part/rule'

export interface Stretch {
  from: string
  to: string
}

/** before is the day before a day "2024-07-08". */
export function before(day: string): string {
  const time = new Date(`${day}T00:00:00Z`)
  time.setUTCDate(time.getUTCDate() - 1)
  return time.toISOString().slice(0, 10)
}

/** length is how many days a stretch has. */
export function length({ from, to }: Stretch): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000) + 1
}

const bought = ({ from, to }: Stretch) => ({ orders: { from, to, min_orders: 1 } })
const stood = (stretch: Stretch, field: string, value: string) => ({ was: { day: before(stretch.from), field, op: 'eq', value } })
const newcomers = ({ from, to }: Stretch) => ({ field: 'first_day', op: 'between', value: [from, to] })

/** doorOf is the rule of the customers behind a segment; null where there are none, or nobody is known. */
export function doorOf(by: string, segment: string, stretch: Stretch): Rule | null {
  if (segment === '' || segment === '(rest)' || segment === 'keyless') return null
  const all = (...conditions: object[]) => ({ all: [bought(stretch), ...conditions] }) as Rule
  if (segment === 'prospect') return { all: [newcomers(stretch)] } as Rule
  switch (by) {
    case 'kind': return segment === 'new'
      ? ({ all: [newcomers(stretch)] } as Rule)
      : all({ field: 'first_day', op: 'lt', value: stretch.from })
    case 'stage': case 'ladder': return all(stood(stretch, by, segment))
    case 'source': return all({ came_from: { sources: [segment] } })
    case 'source_group': return all({ came_from: { groups: [segment] } })
    case 'province': return all({ field: 'province', op: 'eq', value: segment })
    case 'category': return { all: [{ bought: { categories: [segment], days: length(stretch) } }] } as Rule
    case 'product': return { all: [{ bought: { title_contains: segment, days: length(stretch) } }] } as Rule
    default: return null
  }
}

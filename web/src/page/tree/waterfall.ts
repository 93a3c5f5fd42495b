// From the number before to the number now, step by step.

export interface Step {
  label: string
  /** Where the bar begins and ends, as shares of the lane's width. */
  left: number
  width: number
  value: number
  rise: boolean
}

interface Part {
  label: string
  contribution: number
}

const most = 8

/** largest keeps the largest parts and adds up the others. */
export function largest(parts: Part[], rest: string): Part[] {
  const ordered = parts.filter((part) => part.contribution !== 0).toSorted((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution))
  if (ordered.length <= most) return ordered
  const others = ordered.slice(most - 1).reduce((sum, part) => sum + part.contribution, 0)
  return [...ordered.slice(0, most - 1), { label: rest, contribution: others }]
}

/** steps lays the parts end to end between the number before and the number now. */
export function steps(start: number, parts: Part[]): Step[] {
  const ends = parts.reduce<number[]>((all, part) => [...all, (all.at(-1) ?? start) + part.contribution], [start])
  const low = Math.min(...ends)
  const span = Math.max(...ends) - low || 1
  return parts.map((part, index) => {
    const from = ends[index] ?? start
    const to = ends[index + 1] ?? start
    return { label: part.label, left: (Math.min(from, to) - low) / span, width: Math.abs(to - from) / span, value: part.contribution, rise: part.contribution > 0 }
  })
}

// The causes that the overview puts into sentences, from numbers that are on the screen anyway.
import type { Schema } from '../../api/client'
import type { Filter } from '../../part/rule'

export interface Finding {
  /** The sentence: overview.finding.<code>. */
  code: string
  params: { [key: string]: unknown }
  /** Whom it speaks of. */
  filter?: Filter
}

type Totals = Schema['Totals']

/** drivers parts the change of sales into buyers × orders a buyer × money an order, as log shares. */
export function drivers(now: Totals, before: Totals): { driver: string; change: number }[] {
  const parts = [
    { driver: 'buyers', now: now.customers, before: before.customers },
    { driver: 'frequency', now: now.orders / now.customers, before: before.orders / before.customers },
    { driver: 'basket', now: now.gross / now.orders, before: before.gross / before.orders },
  ]
  return parts
    .filter((part) => Number.isFinite(part.now) && Number.isFinite(part.before) && part.before > 0 && part.now > 0)
    .map((part) => ({ driver: part.driver, change: part.now / part.before - 1 }))
    .toSorted((a, b) => Math.abs(Math.log1p(b.change)) - Math.abs(Math.log1p(a.change)))
}

/** flat says that a change is nothing when written with one decimal. */
export const flat = (now: number, before: number) => Math.abs(now / before - 1) < 0.0005

function salesCause({ last30, prior30 }: Schema['Overview']): Finding[] {
  if (prior30.gross <= 0 || flat(last30.gross, prior30.gross)) return []
  const change = last30.gross / prior30.gross - 1
  const first = drivers(last30, prior30).find((part) => part.change < 0 === change < 0)
  if (!first) return []
  return [{ code: change < 0 ? 'salesFell' : 'salesRose', params: { change, driver: first.driver, by: first.change } }]
}

/** slides are the moves into a worse stage that most customers made, the largest first. */
export function slides(lifecycle: Schema['Lifecycle']): Finding[] {
  return lifecycle.stages
    .filter(({ stage, entered }) => ['silent', 'sleeping', 'lost'].includes(stage) && entered > 0)
    .toSorted((a, b) => b.entered - a.entered)
    .map(({ stage, entered }) => ({
      code: 'slid',
      params: { stage, customers: entered, since: lifecycle.compare },
      filter: { stage, since: lifecycle.compare },
    }))
}

function waiting(lifecycle: Schema['Lifecycle']): Finding[] {
  const fresh = lifecycle.ladder.find(({ ladder }) => ladder === 'new')
  if (!fresh || fresh.customers === 0) return []
  return [{ code: 'waiting', params: { customers: fresh.customers }, filter: { ladder: 'new' } }]
}

function said(sentences: Schema['Finding'][]): Finding[] {
  return sentences.map(({ code, params, segment_rule: rule }) => ({ code, params, filter: rule ? { rule } : undefined }))
}

/** findings are at most three: what the server found, then the cause of sales, the largest slide, the open second purchases. */
export function findings(overview: Schema['Overview'], lifecycle: Schema['Lifecycle'] | undefined, known: (code: string) => boolean): Finding[] {
  const server = said(overview.sentences ?? []).filter(({ code }) => known(code))
  const own = [...salesCause(overview), ...(lifecycle ? [...slides(lifecycle).slice(0, 1), ...waiting(lifecycle)] : [])]
  return [...server, ...own].slice(0, 3)
}

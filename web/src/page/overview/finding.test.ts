import { describe, expect, it } from 'vitest'
import type { Schema } from '../../api/client'
import { drivers, findings, slides } from './finding'

const totals = (orders: number, customers: number, gross: number) => ({ orders, customers, gross, net: gross })

const lifecycle = {
  compare: '2011-12-02',
  stages: [
    { stage: 'active', customers: 9, net: 0, before: 9, entered: 50, left: 0 },
    { stage: 'silent', customers: 9, net: 0, before: 9, entered: 12, left: 0 },
    { stage: 'lost', customers: 9, net: 0, before: 9, entered: 20, left: 0 },
    { stage: 'sleeping', customers: 9, net: 0, before: 9, entered: 0, left: 3 },
  ],
  ladder: [{ ladder: 'new', customers: 31, net: 1 }],
} as unknown as Schema['Lifecycle']

describe('drivers', () => {
  it('multiply to the change of sales, the strongest first', () => {
    const parts = drivers(totals(120, 100, 2520), totals(160, 100, 2400))
    expect(parts.map(({ driver }) => driver)).toEqual(['basket', 'frequency', 'buyers'])
    expect(parts.reduce((product, { change }) => product * (1 + change), 1)).toBeCloseTo(2520 / 2400)
  })
  it('say nothing of a period without orders', () => expect(drivers(totals(1, 1, 5), totals(0, 0, 0))).toEqual([]))
})

it('names a cause of sales that moved as sales did, and none of sales that stand still', () => {
  const codes = (last30: object, prior30: object) => findings({ last30, prior30, sentences: [] } as unknown as Schema['Overview'], undefined, () => true)
  expect(codes(totals(110, 90, 1010), totals(100, 100, 1000))[0]?.params).toMatchObject({ driver: 'frequency' })
  expect(codes(totals(110, 90, 1000.3), totals(100, 100, 1000))).toEqual([])
})

it('slides name worse stages only and open those who entered', () => {
  expect(slides(lifecycle).map(({ params, filter }) => [params.stage, params.customers, filter])).toEqual([
    ['lost', 20, { stage: 'lost', since: '2011-12-02' }],
    ['silent', 12, { stage: 'silent', since: '2011-12-02' }],
  ])
})

it('findings put the server first, leave out what has no words, and are three at most', () => {
  const overview = {
    last30: totals(10, 5, 80), prior30: totals(10, 5, 100),
    sentences: [{ code: 'strange', params: {} }, { code: 'slid', params: { stage: 'dead' }, segment_rule: { segment: 1 } }],
  } as unknown as Schema['Overview']
  const found = findings(overview, lifecycle, (code) => code === 'slid')
  expect(found.map(({ code }) => code)).toEqual(['slid', 'salesFell', 'slid'])
  expect(found[0]?.filter).toEqual({ rule: { segment: 1 } })
})

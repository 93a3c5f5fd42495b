import { describe, expect, it } from 'vitest'
import type { Schema } from '../../api/client'
import { absorb, amountOf, answer, asKind, dayOf, type Draft, fresh, type Inspection, mappingOf, open, say, startOf, timeZones, unmapped } from './draft'
import { countries } from './country'

const found = {
  kind: 'orders',
  preset: '',
  presets: [],
  targets: [{ id: 'order_no', label: 'Order number', required: true, kind: 'text' }],
  columns: [{ name: 'd', sample: [], target: '' }, { name: 's', sample: [], target: '' }],
  kinds: [
    { id: 'orders', label: 'Orders', preset: '', presets: [], targets: [], mapping: {}, many: '' },
    { id: 'traffic', label: 'Visits', preset: 'traffic', presets: [{ id: 'traffic', label: 'Visits' }], mapping: { d: 'day' }, many: '',
      targets: [{ id: 'day', label: 'Day', required: true, kind: 'day' }, { id: 'source', label: 'Source', required: true, kind: 'text' }] },
  ],
} as unknown as Schema['Inspection']

describe('a file read as another kind of data', () => {
  it('has the columns, targets and presets of that kind', () => {
    const traffic = asKind(found, 'traffic')
    expect(traffic.kind).toBe('traffic')
    expect(traffic.preset).toBe('traffic')
    expect(traffic.columns.map(({ target }) => target)).toEqual(['day', ''])
    expect(unmapped(traffic, { d: 'day', s: '' })).toEqual(['source'])
  })

  it('stays as it was for a kind that is not known', () => {
    expect(asKind(found, 'dreams')).toBe(found)
  })
})

const dates = { code: 'import.dates_doubtful', example: '3/4/2023', choices: [] } as Inspection['doubts'][number]

const orders = {
  kind: 'orders', preset: '', presets: [], targets: [], upload: 'u', doubts: [dates], words: [{ word: 'verräumt', count: 2 }],
  columns: [{ name: 'a', sample: [], target: 'order_no' }, { name: 'b', sample: [], target: '' }],
  kinds: [{ id: 'orders', label: '', preset: 'mapping', presets: [], targets: [], mapping: { a: 'order_no' }, many: '' }],
} as unknown as Inspection

describe('a draft', () => {
  it('begins with what was guessed and what is asked', () => {
    const draft = fresh(orders)
    expect(draft).toMatchObject({ preset: 'auto', touched: false, targets: { a: 'order_no', b: '' }, said: {} })
    expect(open(draft)).toEqual([dates])
    expect(asKind(orders, 'orders').preset).toBe('')
  })

  it('keeps what was answered, drops what is asked no more, and takes an answer back', () => {
    const said = answer({}, dates, 'dmy')
    expect(said).toEqual({ dates: 'dmy' })
    expect(say(said, { dates: undefined })).toEqual({})
    const draft: Draft = { ...fresh(orders), said: { ...said, words: { verräumt: 'paid' } } }
    const settled = { ...orders, doubts: [], words: [] }
    const after = absorb(draft, orders, settled, false)
    expect(after.asked).toEqual([dates])
    expect(after.words).toEqual(orders.words)
    expect(open(after)).toEqual([])
    const silent = absorb({ ...draft, said: {} }, orders, settled, false)
    expect(silent.asked).toEqual([])
    expect(silent.words).toEqual([])
  })

  it('keeps its mapping while the columns stay, and takes the new one when they change', () => {
    const draft: Draft = { ...fresh(orders), targets: { a: 'order_no', b: 'email' }, touched: true }
    expect(absorb(draft, orders, orders, false).targets).toEqual({ a: 'order_no', b: 'email' })
    const other = { ...orders, columns: [{ name: 'ä', sample: [], target: 'order_no' }], kinds: [] } as unknown as Inspection
    expect(absorb(draft, orders, other, false)).toMatchObject({ targets: { ä: 'order_no' }, touched: false })
  })

  it('becomes an import: the format, the mapping, and of a new shop its country', () => {
    const draft: Draft = { ...fresh(orders), said: { dates: 'dmy', words: { verräumt: 'paid' } } }
    const answers = { shop: 'Wien', currency: 'EUR', country: 'AT', time_zone: 'Europe/Vienna', save_as: 'mine' }
    expect(startOf(orders, draft, answers, false)).toMatchObject({ ...answers, upload: 'u', kind: 'orders', dates: 'dmy', words: { verräumt: 'paid' }, mapping: { a: 'order_no' } })
    expect(startOf(orders, draft, answers, true)).not.toHaveProperty('currency')
    expect(startOf({ ...orders, preset: 'shopify' }, draft, { shop: 'Wien' }, true).mapping).toBeUndefined()
    expect(mappingOf({ a: 'x', b: '' })).toEqual({ a: 'x' })
  })
})

describe('a doubtful cell', () => {
  it.each([
    ['3/4/2023', 'dmy', 'en', '3 Apr 2023'],
    ['3/4/2023 10:00', 'mdy', 'en', '4 Mar 2023'],
    ['3/4/2023', 'dmy', 'zh', '2023年4月3日'],
    ['03.04.23', 'dmy', 'zh', '2023年4月3日'],
    ['2023/3/4', 'ymd', 'zh', '2023年3月4日'],
    ['soon', 'dmy', 'en', ''],
  ] as const)('%s as %s in %s', (cell, order, lang, want) => expect(dayOf(cell, order, lang)).toBe(want))

  it.each([
    ['1.234', ',', '1,234'],
    ['1.234', '.', '1.234'],
    ['€ 1,234', ',', '1.234'],
    ['1,234', '.', '1,234'],
    ['x', '.', ''],
  ] as const)('%s with %s', (cell, sign, want) => expect(amountOf(cell, sign, 'en')).toBe(want))
})

describe('lists', () => {
  it('hold every zone and country', () => {
    expect(timeZones('Europe/Vienna').slice(0, 2)).toEqual(['Europe/Vienna', 'UTC'])
    expect(timeZones().length).toBeGreaterThan(300)
    expect(countries('zh').find(({ code }) => code === 'AT')?.name).toBe('奥地利')
    expect(countries('en')).toHaveLength(243)
  })
})

import { describe, expect, it } from 'vitest'
import type { Schema } from '../../api/client'
import { asKind, unmapped } from './check'

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

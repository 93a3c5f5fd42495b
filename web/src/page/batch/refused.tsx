import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Grid, Segmented, Select, Table, type TableColumnsType, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { Card } from '../../part/card'
import { full } from '../../part/format'
import { useScope } from '../../part/scope'
import { Loaded } from '../../part/state'
import { Wide } from '../../part/wide'

const size = 20

type Row = Schema['Reject']
type Which = 'all' | 'refused' | 'aside'

/** Refused shows the rows that failed and those that were set aside, personal values masked. */
export function Refused({ batch }: { batch: Schema['Batch'] }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const { sm = true } = Grid.useBreakpoint()
  const [{ page, which, reason }, set] = useState<{ page: number; which: Which; reason: string }>({ page: 1, which: 'all', reason: '' })
  const rows = useQuery({
    queryKey: ['imports', 'refused', batch.id, page, which, reason],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      take(api.GET('/api/imports/{id}/rejects', { params: { path: { id: batch.id }, query: { limit: size, offset: (page - 1) * size, which, reason: reason || undefined } }, signal })),
  })
  const aside = new Map(batch.reasons.map((one) => [one.reason, one.aside]))
  const offered = batch.reasons.filter((one) => which === 'all' || (which === 'aside') === one.aside)
  const mark = (one: Row) => <Tag color={aside.get(one.reason) ? 'gold' : 'error'}>{t(aside.get(one.reason) ? 'import.account.set_aside' : 'import.account.refused')}</Tag>
  const why = (one: Row) => t(`refusal.${one.reason}.why`, one.sentence)
  const number = { title: t('import.row'), width: sm ? 80 : 56, align: 'right' as const, render: (_: unknown, one: Row) => full(one.row, lang) }
  const columns: TableColumnsType<Row> = sm
    ? [
        number,
        { title: t('import.state'), width: 100, render: (_, one) => mark(one) },
        { title: t('import.column'), dataIndex: 'column', width: 140 },
        { title: t('import.reason'), width: 260, render: (_, one) => why(one) },
        { title: t('import.cells'), render: (_, one) => <span className="small">{one.cells.join(' | ')}</span> },
      ]
    : [number, { title: t('import.reason'), render: (_, one) => <>{mark(one)} {one.column && `${one.column}: `}{why(one)}<div className="quiet small" style={{ overflowWrap: 'anywhere' }}>{one.cells.join(' | ')}</div></> }]
  const names = [...new Set(offered.map((one) => one.reason))]
  return (
    <Card title={t('import.refusedTitle')} asOf={null} note={t('import.masked')}>
      <div className="row" style={{ marginBottom: 8 }}>
        <Segmented<Which>
          aria-label={t('import.which.label')} value={which} onChange={(next) => set({ page: 1, which: next, reason: '' })}
          options={(['all', 'refused', 'aside'] as const).map((value) => ({ value, label: t(`import.which.${value}`, { n: full(countOf(batch, value), lang) }) }))}
        />
        <Select
          aria-label={t('import.which.reason')} style={{ minWidth: 200, flex: '0 1 360px' }} value={reason} onChange={(next: string) => set({ page: 1, which, reason: next })}
          options={[{ value: '', label: t('import.which.anyReason') }, ...names.map((value) => ({ value, label: t(`refusal.${value}.why`, value) }))]}
        />
      </div>
      <Loaded query={rows}>
        {({ items, total }) => (
          <Wide label={t('import.refusedList')} width={sm ? 900 : 0}>
            <Table<Row>
              size="small" rowKey={(one) => `${one.row}|${one.column}|${one.reason}`} dataSource={items} columns={columns}
              pagination={total > size ? { current: page, pageSize: size, total, showSizeChanger: false, onChange: (next) => set({ page: next, which, reason }) } : false}
            />
          </Wide>
        )}
      </Loaded>
    </Card>
  )
}

function countOf({ reasons }: Schema['Batch'], which: Which): number {
  return reasons.filter(({ aside }) => which === 'all' || (which === 'aside') === aside).reduce((all, { count }) => all + count, 0)
}

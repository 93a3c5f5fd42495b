import { Link } from '@tanstack/react-router'
import { Table, type TableProps } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { Card } from '../../part/card'
import { day, percent } from '../../part/format'
import { Money } from '../../part/number'
import { useScope } from '../../part/scope'

type Worth = Schema['CustomerWorth']

/** TopCard lists those worth most, with what speaks for each. */
export function TopCard({ value }: { value: Schema['ValueAnswer'] }) {
  const { t } = useTranslation()
  return (
    <Card className="span-12" title={t('predict.top', { count: value.top.length })} note={t('predict.topNote')}>
      <Table<Worth> size="small" rowKey="id" dataSource={value.top} columns={useColumns(value)} scroll={{ x: 960 }} pagination={{ pageSize: 10, showSizeChanger: false }} />
    </Card>
  )
}

function useColumns({ currency }: Schema['ValueAnswer']): NonNullable<TableProps<Worth>['columns']> {
  const { t } = useTranslation()
  const { lang } = useScope()
  return [
    { key: 'name', title: t('customer.name'), render: (_, one) => <Link to={`/customers/${one.id}`}>{one.name || `#${one.id}`}</Link> },
    { key: 'value', title: t('predict.value12'), align: 'right', render: (_, one) => (one.value === undefined ? '—' : <Money value={one.value} currency={currency} />) },
    { key: 'expected', title: t('predict.expected'), align: 'right', render: (_, one) => one.expected_orders?.toFixed(1) ?? '—' },
    { key: 'alive', title: t('predict.aliveShort'), align: 'right', render: (_, one) => (one.alive === undefined ? '—' : percent(one.alive, 0)) },
    {
      key: 'next', title: t('predict.next'), render: (_, one) => one.next_day
        ? <span>{day(one.next_day, lang)}{one.next_early && <span className="quiet small"> {day(one.next_early, lang, true)} – {one.next_late ? day(one.next_late, lang, true) : '…'}</span>}</span>
        : '—',
    },
    { key: 'because', title: t('predict.because'), render: (_, one) => t('predict.becauseOf', { times: one.occasions, tenure: one.tenure_days, recency: one.recency_days }) },
  ]
}

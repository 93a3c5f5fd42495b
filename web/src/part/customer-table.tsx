import { Link } from '@tanstack/react-router'
import { Table, type TableProps } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../api/client'
import { day } from './format'
import { Count, Money } from './number'
import { useScope } from './scope'
import { StageTag } from './stage'

type Customer = Schema['CustomerRow']
type Columns = NonNullable<TableProps<Customer>['columns']>

export interface Paging {
  /** A column's name; with a minus before it, the largest first. */
  sort: string
  limit: number
  offset: number
}

interface CustomerTableProps {
  items: Customer[]
  total?: number
  paging?: Paging
  onPaging?: (paging: Paging) => void
  loading?: boolean
}

/** CustomerTable lists customers; each opens her page. Without paging it is a plain sample. */
export function CustomerTable({ items, total, paging, onPaging, loading }: CustomerTableProps) {
  const { t } = useTranslation()
  const columns = useColumns(paging?.sort)
  return (
    <Table<Customer>
      size="small"
      rowKey="id"
      columns={columns}
      dataSource={items}
      loading={loading}
      scroll={{ x: 960 }}
      showSorterTooltip={false}
      pagination={paging ? {
        current: Math.floor(paging.offset / paging.limit) + 1,
        pageSize: paging.limit,
        total,
        showSizeChanger: true,
        pageSizeOptions: [20, 50, 100],
        showTotal: (all) => t('part.people', { count: all }),
      } : false}
      onChange={(page, _filters, sorter) => {
        if (!paging || !onPaging) return
        const order = Array.isArray(sorter) ? sorter[0] : sorter
        const sort = order?.order ? (order.order === 'descend' ? '-' : '') + String(order.columnKey) : paging.sort
        const limit = page.pageSize ?? paging.limit
        const offset = sort === paging.sort && limit === paging.limit ? ((page.current ?? 1) - 1) * limit : 0
        onPaging({ sort, limit, offset })
      }}
    />
  )
}

function useColumns(sort: string | undefined): Columns {
  const { t } = useTranslation()
  const { lang } = useScope()
  const sortable = (key: string) => sort === undefined ? { key } : {
    key,
    sorter: true,
    sortOrder: sort === key ? 'ascend' as const : sort === `-${key}` ? 'descend' as const : null,
  }
  const name = (one: Customer) => <Link to={`/customers/${one.id}`}>{one.name || `#${one.id}`}</Link>
  return [
    { title: t('customer.name'), key: 'name', render: (_, one) => name(one), width: 120 },
    { title: t('customer.contact'), key: 'contact', dataIndex: 'contact', ellipsis: true, width: 180 },
    { title: t('customer.stage'), key: 'stage', render: (_, one) => <StageTag stage={one.stage} />, width: 110 },
    { title: t('customer.ladder'), key: 'ladder', render: (_, one) => t(`ladder.${one.ladder}`), width: 90 },
    { title: t('customer.lastDay'), ...sortable('recency_days'), render: (_, one) => (
      <span title={t('customer.daysAgo', { count: one.recency_days })}>{day(one.last_day, lang)}</span>
    ), width: 130 },
    { title: t('customer.occasions'), ...sortable('occasions'), align: 'right', render: (_, one) => <Count value={one.occasions} />, width: 100 },
    { title: t('customer.net'), ...sortable('net'), align: 'right', render: (_, one) => <Money value={one.net} />, width: 110 },
    { title: t('customer.meanOrder'), ...sortable('mean_order'), align: 'right', render: (_, one) => <Money value={one.mean_order} />, width: 110 },
    { title: 'RFM', key: 'rfm', align: 'center', render: (_, one) => `${one.r}-${one.f}-${one.m}`, width: 80 },
    { title: t('customer.place'), key: 'place', render: (_, one) => [one.province, one.city].filter(Boolean).join(' '), ellipsis: true },
  ]
}

import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { BatchState } from '../../part/batch-state'
import { Card } from '../../part/card'
import { Instant } from '../../part/instant'
import { useMe } from '../../part/me'
import { Count } from '../../part/number'
import { useAddress } from '../../part/scope'
import { Empty, Loaded } from '../../part/state'

type Batch = Schema['Batch']

const size = 20

/** Batches lists what was imported so far. */
export function Batches() {
  const { t } = useTranslation()
  const [search, write] = useAddress()
  const page = Math.max(1, Number(search.page ?? 1) || 1)
  const batches = useQuery({
    queryKey: ['imports', page],
    queryFn: ({ signal }) => take(api.GET('/api/imports', { params: { query: { limit: size, offset: (page - 1) * size } }, signal })),
  })
  return (
    <Loaded query={batches}>
      {({ items, total }) => items.length === 0
        ? <Card title={t('import.noneTitle')} asOf={null}><Empty text={t('import.none')} /></Card>
        : <List items={items} total={total} page={page} turn={(next) => write({ page: next === 1 ? undefined : next })} />}
    </Loaded>
  )
}

function List({ items, total, page, turn }: { items: Batch[]; total: number; page: number; turn: (page: number) => void }) {
  const { t } = useTranslation()
  const { data: me } = useMe()
  const number = (key: 'rows' | 'added' | 'customers' | 'rejected') => ({ align: 'right' as const, width: 90, render: (_: unknown, one: Batch) => <Count value={one[key]} /> })
  return (
    <Card title={t('import.listTitle', { count: total })} asOf={null}>
      <Table<Batch>
        size="small" rowKey="id" dataSource={items} scroll={{ x: 1120 }}
        pagination={total > size ? { current: page, pageSize: size, total, showSizeChanger: false, onChange: turn } : false}
        columns={[
          { title: t('import.file'), width: 180, render: (_, one) => <Link to={`/imports/${one.id}`}>{one.file_name}</Link> },
          { title: t('kind.label'), width: 150, render: (_, one) => t(`kind.of.${one.kind}`, one.kind) },
          { title: t('import.state'), width: 90, render: (_, one) => <BatchState state={one.state} /> },
          { title: t('frame.shop'), render: (_, one) => me?.shops.find(({ id }) => id === one.shop)?.name ?? '' },
          { title: t('import.startedAt'), width: 175, render: (_, one) => <Instant at={one.started_at} shop={one.shop} /> },
          { title: t('import.rows'), ...number('rows') },
          { title: t('kind.added'), ...number('added') },
          { title: t('import.customers'), ...number('customers') },
          { title: t('import.rejected'), ...number('rejected') },
        ]}
      />
    </Card>
  )
}

// Other segments that share customers with this rule.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { Card } from '../../part/card'
import { Download } from '../../part/download'
import { full, percent } from '../../part/format'
import type { Rule } from '../../part/rule'
import { useScope } from '../../part/scope'
import { Empty, Loaded } from '../../part/state'
import { useLater } from '../../part/use-later'

type Shared = Schema['SegmentOverlap']

interface NeighboursProps {
  rule: Rule
  /** Customers of the rule. */
  count: number
  /** The segment itself, which is no neighbour. */
  self?: number
}

/** Neighbours counts the customers that a rule shares with each segment. */
export function Neighbours({ rule, count, self }: NeighboursProps) {
  const { shop, asOf } = useScope()
  const text = useLater(JSON.stringify(rule), 600)
  const shared = useQuery({
    queryKey: ['segments', 'overlap', shop, asOf, text],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => (await take(api.POST('/api/segments/overlap', { body: { rule: JSON.parse(text) as Rule, shop, as_of: asOf || undefined }, signal }))).items,
  })
  return <Loaded query={shared} height={160}>{(items) => <NeighboursCard items={items.filter((one) => one.segment !== self && one.customers > 0).toSorted((a, b) => b.customers - a.customers)} count={count} />}</Loaded>
}

function NeighboursCard({ items, count }: { items: Shared[]; count: number }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const [most] = items
  const title = most ? t('refine.overlapTitle', { name: most.name, n: full(most.customers, lang), share: percent(count > 0 ? most.customers / count : 0) }) : t('refine.noOverlapTitle')
  const head = [t('segment.name'), t('segment.size'), t('refine.both'), t('refine.bothShare')]
  const rows = items.map((one) => [one.name, one.size, one.customers, count > 0 ? one.customers / count : null])
  return (
    <Card title={title} extra={items.length > 0 && <Download name="segment-overlap" sheet={{ head, rows }} />}>
      {items.length === 0 ? <Empty text={t('refine.noOverlap')} /> : (
        <Table<Shared>
          size="small" rowKey="segment" dataSource={items} pagination={items.length > 10 ? { pageSize: 10 } : false}
          columns={[
            { title: head[0], render: (_, one) => <Link to={`/segments/${one.segment}`}>{one.name}</Link> },
            { title: head[1], align: 'right', render: (_, one) => full(one.size, lang) },
            { title: head[2], align: 'right', render: (_, one) => full(one.customers, lang) },
            { title: head[3], align: 'right', render: (_, one) => (count > 0 ? percent(one.customers / count) : '') },
          ]}
        />
      )}
    </Card>
  )
}

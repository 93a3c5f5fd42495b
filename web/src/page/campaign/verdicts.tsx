import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Select, Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import type { Campaign } from '../../part/campaigns'
import { Card } from '../../part/card'
import { full } from '../../part/format'
import { Instant } from '../../part/instant'
import { useAddress, useScope } from '../../part/scope'
import { Empty, Loaded } from '../../part/state'

// In the order in which the gate asks.
const reasons = ['no_address', 'blacklisted', 'suppressed', 'no_consent', 'recent_purchase', 'recent_contact', 'ceiling', 'no_value', 'bad_address', 'no_content'] as const
const size = 20

const verdicts = (id: number, reason: string | undefined, limit: number, offset: number) =>
  take(api.GET('/api/campaigns/{id}/verdicts', { params: { path: { id }, query: { reason, limit, offset } } }))

/** useHeld counts those held back by reason, in the order in which the gate asks. */
export function useHeld(id: number): Schema['HeldCount'][] {
  const totals = useQueries({
    queries: reasons.map((reason) => ({ queryKey: ['verdicts', id, reason, 'total'], queryFn: async () => (await verdicts(id, reason, 1, 0)).total })),
  })
  return reasons.map((reason, index) => ({ reason, customers: totals[index]?.data ?? 0 })).filter(({ customers }) => customers > 0)
}

/** Verdicts answers, customer by customer, why she did or did not get it. */
export function Verdicts({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const [search, write] = useAddress()
  const held = useHeld(campaign.id)
  const reason = typeof search.reason === 'string' ? search.reason : held[0]?.reason
  const page = Math.max(1, Number(search.page ?? 1) || 1)
  const list = useQuery({
    queryKey: ['verdicts', campaign.id, reason, page],
    placeholderData: keepPreviousData,
    queryFn: () => verdicts(campaign.id, reason, size, (page - 1) * size),
  })
  const options = [...held, { reason: 'ok', customers: campaign.counts.control + campaign.counts.treated }]
    .map(({ reason: value, customers }) => ({ value, label: t('campaign.reasonCount', { reason: t(`reason.${value}`, value), n: full(customers, lang) }) }))
  return (
    <Card
      title={t('campaign.whyNot')} asOf={null} note={t('import.masked')}
      extra={<Select aria-label={t('campaign.reason')} style={{ minWidth: 220 }} value={reason ?? 'ok'} options={options} onChange={(next: string) => write({ reason: next, page: undefined })} />}
    >
      <Loaded query={list}>{({ items, total }) => items.length === 0 ? <Empty text={t('campaign.nobodyHeld')} /> : <List items={items} total={total} page={page} shop={campaign.shop} turn={(next) => write({ page: next })} />}</Loaded>
    </Card>
  )
}

interface ListProps {
  items: Schema['Verdict'][]
  total: number
  page: number
  shop: number
  turn: (page: number) => void
}

function List({ items, total, page, shop, turn }: ListProps) {
  const { t } = useTranslation()
  return (
    <Table
      size="small" rowKey={(one) => `${one.customer_id}${one.phase}`} dataSource={items}
      pagination={total > size ? { current: page, pageSize: size, total, showSizeChanger: false, onChange: turn } : false}
      columns={[
        { title: t('customer.name'), render: (_, one) => <Link to={`/customers/${one.customer_id}`}>{one.name || `#${one.customer_id}`}</Link> },
        { title: t('customer.contact'), dataIndex: 'contact' },
        { title: t('campaign.reason'), render: (_, one) => t(`reason.${one.reason}`, one.reason) },
        { title: t('campaign.phase'), render: (_, one) => t(`campaign.phaseOf.${one.phase}`) },
        { title: t('campaign.decidedAt'), render: (_, one) => (one.decided_at ? <Instant at={one.decided_at} shop={shop} /> : '') },
      ]}
    />
  )
}

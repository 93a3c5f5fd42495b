// All campaigns: what is being written, what waits, what runs, what came of it.
import { PlusOutlined } from '@ant-design/icons'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Select, Table, type TableProps } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, take } from '../../api/client'
import { CampaignState } from '../../part/campaign-state'
import { type Campaign, hasStarted } from '../../part/campaigns'
import { Card } from '../../part/card'
import { full, percent } from '../../part/format'
import { Instant } from '../../part/instant'
import { useMay } from '../../part/may'
import { useAddress, useScope } from '../../part/scope'
import { Screen } from '../../part/screen'
import { Empty, Loaded } from '../../part/state'

const states = ['draft', 'waiting', 'approved', 'sending', 'paused', 'done', 'cancelled'] as const
const size = 20

export default function Campaigns() {
  const { t } = useTranslation()
  const may = useMay('campaign.write')
  const { shop } = useScope()
  const [search, write] = useAddress()
  const state = states.find((one) => one === search.state)
  const page = Math.max(1, Number(search.page ?? 1) || 1)
  const campaigns = useQuery({
    queryKey: ['campaigns', 'list', shop, state, page],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => take(api.GET('/api/campaigns', { params: { query: { shop, state, limit: size, offset: (page - 1) * size } }, signal })),
  })
  const fresh = may && <Link to="/campaigns/new"><Button type="primary" icon={<PlusOutlined />} tabIndex={-1}>{t('campaign.fresh')}</Button></Link>
  return (
    <Screen title={t('nav.campaigns')} question={t('campaign.question')} extra={fresh}>
      <Loaded query={campaigns} height={320}>
        {({ items, total }) => (
          <Card
            title={t('campaign.listTitle', { count: total })} asOf={null}
            extra={<Select aria-label={t('campaign.state')} allowClear placeholder={t('campaign.anyState')} style={{ width: 150 }} value={state} onChange={(next) => write({ state: next, page: undefined })} options={states.map((one) => ({ value: one, label: t(`campaign.stateOf.${one}`) }))} />}
          >
            {items.length === 0
              ? <Empty text={t('campaign.none')} action={may && <Link to="/campaigns/new">{t('campaign.fresh')}</Link>} />
              : <List items={items} pagination={total > size ? { current: page, pageSize: size, total, showSizeChanger: false, onChange: (next) => write({ page: next }) } : false} />}
          </Card>
        )}
      </Loaded>
    </Screen>
  )
}

function List({ items, pagination }: { items: Campaign[]; pagination: TableProps<Campaign>['pagination'] }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const share = (part: number, whole: number) => (whole > 0 ? percent(part / whole) : '')
  return (
    <Table<Campaign>
      size="small" rowKey="id" dataSource={items} pagination={pagination} scroll={{ x: 1080 }}
      columns={[
        { title: t('campaign.name'), width: 220, render: (_, one) => <Link to={`/campaigns/${one.id}`}>{one.name}</Link> },
        { title: t('campaign.state'), width: 110, render: (_, one) => <CampaignState state={one.state} /> },
        { title: t('campaign.goal'), width: 120, render: (_, one) => t(`campaign.goalOf.${one.goal}`) },
        { title: t('campaign.startedAt'), width: 180, render: (_, one) => (one.started_at ? <Instant at={one.started_at} shop={one.shop} /> : <span className="quiet">—</span>) },
        { title: t('campaign.treated'), width: 100, align: 'right', render: (_, one) => (hasStarted(one) ? full(one.counts.treated, lang) : '') },
        { title: t('campaign.control'), width: 100, align: 'right', render: (_, one) => (hasStarted(one) ? full(one.counts.control, lang) : '') },
        { title: t('campaign.opened'), width: 100, align: 'right', render: (_, one) => share(one.counts.opened, one.counts.sent) },
        { title: t('campaign.clicked'), width: 100, align: 'right', render: (_, one) => share(one.counts.clicked, one.counts.sent) },
        { title: '', width: 110, render: (_, one) => hasStarted(one) && <Link to={`/results/${one.id}`}>{t('campaign.toReport')}</Link> },
      ]}
    />
  )
}

// Results: what each campaign proved.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Skeleton, Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, take } from '../../api/client'
import { CampaignState } from '../../part/campaign-state'
import { type Campaign, hasStarted } from '../../part/campaigns'
import { Card } from '../../part/card'
import { full } from '../../part/format'
import { Instant } from '../../part/instant'
import { useScope } from '../../part/scope'
import { Screen } from '../../part/screen'
import { Empty, Loaded, sentenceOf } from '../../part/state'
import { useReport } from '../../part/use-report'
import { verdictSentence } from '../../part/verdict'
import { Past } from './past-list'

export default function Results() {
  const { t } = useTranslation()
  const { shop } = useScope()
  const campaigns = useQuery({
    queryKey: ['campaigns', 'started', shop],
    queryFn: async ({ signal }) => (await take(api.GET('/api/campaigns', { params: { query: { shop, limit: 200 } }, signal }))).items.filter(hasStarted),
  })
  return (
    <Screen title={t('nav.results')} question={t('result.question')}>
      <Loaded query={campaigns} height={320}>
        {(items) => items.length === 0
          ? <Card title={t('result.noneTitle')} asOf={null}><Empty text={t('result.none')} action={<Link to="/campaigns/new">{t('campaign.fresh')}</Link>} /></Card>
          : <List items={items} />}
      </Loaded>
      <Past />
    </Screen>
  )
}

function List({ items }: { items: Campaign[] }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  return (
    <Card title={t('result.listTitle', { count: items.length })}>
      <Table<Campaign>
        size="small" rowKey="id" dataSource={items} scroll={{ x: 900 }} pagination={items.length > 20 ? { pageSize: 20 } : false}
        columns={[
          { title: t('campaign.name'), width: 180, render: (_, one) => <Link to={`/results/${one.id}`}>{one.name}</Link> },
          { title: t('result.did'), render: (_, one) => <Said campaign={one} /> },
          { title: t('campaign.state'), width: 100, render: (_, one) => <CampaignState state={one.state} /> },
          { title: t('campaign.startedAt'), width: 180, render: (_, one) => (one.started_at ? <Instant at={one.started_at} shop={one.shop} /> : '') },
          { title: t('campaign.treated'), width: 100, align: 'right', render: (_, one) => full(one.counts.treated, lang) },
        ]}
      />
    </Card>
  )
}

function Said({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const report = useReport(campaign.id)
  if (report.data) return <span>{verdictSentence(report.data.verdict, { t, lang })}</span>
  return report.error ? <span className="quiet">{sentenceOf(report.error)}</span> : <Skeleton.Input active size="small" block />
}

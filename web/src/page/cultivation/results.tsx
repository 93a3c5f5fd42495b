import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { CampaignState } from '../../part/campaign-state'
import { Card } from '../../part/card'
import { full, percent, signed } from '../../part/format'
import { useAddress, useScope } from '../../part/scope'
import { Empty, Loaded } from '../../part/state'
import { verdictSentence } from '../../part/verdict'

type Result = Schema['WaveResult']

/** Results is what each campaign of the programme showed: who came back by herself, and who with a contact. */
export function Results({ programme }: { programme: Schema['Programme'] }) {
  const { t } = useTranslation()
  const [search] = useAddress()
  const chosen = typeof search.as_of === 'string' ? search.as_of : undefined
  const results = useQuery({
    queryKey: ['programmes', programme.id, 'waves', chosen],
    queryFn: ({ signal }) => take(api.GET('/api/programmes/{id}/waves', { params: { path: { id: programme.id }, query: { as_of: chosen } }, signal })),
  })
  return (
    <Card className="span-12" title={t('cultivation.resultsTitle')} asOf={chosen ?? null} note={t('cultivation.resultsNote')}>
      <Loaded query={results} height={120}>
        {({ items }) => items.length === 0 ? <Empty text={t('cultivation.noResults')} /> : <List programme={programme} items={items} />}
      </Loaded>
    </Card>
  )
}

function List({ programme, items }: { programme: Schema['Programme']; items: Result[] }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const stepOf = (id: number) => programme.steps.find((one) => one.id === id)?.name ?? t('cultivation.endedStep')
  const share = (value: number | undefined) => (value === undefined ? '—' : percent(value))
  return (
    <Table<Result>
      size="small" rowKey="campaign_id" dataSource={items} pagination={items.length > 10 ? { pageSize: 10 } : false} scroll={{ x: 1000 }}
      columns={[
        { title: t('cultivation.step'), width: 150, render: (_, one) => stepOf(one.step_id) },
        { title: t('campaign.name'), width: 220, render: (_, one) => <Link to={`/results/${one.campaign_id}`}>{one.name}</Link> },
        { title: t('campaign.state'), width: 100, render: (_, one) => <CampaignState state={one.state} /> },
        { title: t('campaign.treated'), width: 90, align: 'right', render: (_, one) => full(one.treated, lang) },
        { title: t('campaign.control'), width: 90, align: 'right', render: (_, one) => full(one.control, lang) },
        { title: t('cultivation.natural'), width: 110, align: 'right', render: (_, one) => share(one.natural) },
        { title: t('cultivation.stimulated'), width: 110, align: 'right', render: (_, one) => share(one.stimulated) },
        { title: t('cultivation.difference'), width: 100, align: 'right', render: (_, one) => (one.difference.value === undefined ? '—' : signed(one.difference.value)) },
        { title: t('cultivation.verdict'), render: (_, one) => verdictSentence(one.verdict, { t, lang }) },
      ]}
    />
  )
}

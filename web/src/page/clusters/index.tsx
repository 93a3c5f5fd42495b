// Clusters: which kinds of customers are there?
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, type Schema, take } from '../../api/client'
import { Card } from '../../part/card'
import { full } from '../../part/format'
import { Grounds, Learned, soon } from '../../part/learned'
import { Screen } from '../../part/screen'
import { scopeQuery, useAddress, useScope } from '../../part/scope'
import { Loaded } from '../../part/state'
import { GroupCard, useGroupName } from './group'

const choices = [0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]

export default function Clusters() {
  const { t } = useTranslation()
  const scope = useScope()
  const [search, write] = useAddress()
  const asked = Number(search.k ?? 0)
  const k = choices.includes(asked) ? asked : 0
  const query = { ...scopeQuery(scope), k }
  const clusters = useQuery({
    queryKey: ['clusters', query],
    queryFn: ({ signal }) => take(api.GET('/api/clusters', { params: { query }, signal })),
    enabled: scope.asOf !== '',
    refetchInterval: (one) => soon(one.state.data),
  })
  const tools = (
    <label className="row">
      <span className="quiet">{t('predict.howMany')}</span>
      <Select value={k} style={{ minWidth: 120 }} onChange={(value: number) => write({ k: value || undefined })}
        options={choices.map((value) => ({ value, label: value === 0 ? t('predict.byData') : String(value) }))} />
    </label>
  )
  return (
    <Screen title={t('nav.clusters')} question={t('predict.clusterQuestion')} extra={tools}>
      <Loaded query={clusters} height={640}>{(data) => <Learned data={data}>{(ready) => <Board clusters={ready} k={k} />}</Learned>}</Loaded>
    </Screen>
  )
}

function Board({ clusters, k }: { clusters: Schema['ClusterAnswer']; k: number }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const nameOf = useGroupName()
  if (clusters.basis === 'none') return <Card title={t('nav.clusters')}><Grounds basis="none" reason={clusters.reason} /></Card>
  const largest = clusters.groups.toSorted((a, b) => b.customers - a.customers)[0]
  return (
    <div className="stack" style={{ gap: 16 }}>
      <p className="quiet">
        {largest && t('predict.largest', { name: nameOf(largest), count: full(largest.customers, lang), of: full(clusters.customers, lang) })}{' '}
        {t(clusters.silhouette >= 0.25 ? 'predict.apart' : 'predict.blurred', { silhouette: clusters.silhouette.toFixed(2) })}
        {clusters.before && ` ${t('predict.carried', { day: clusters.before })}`}
      </p>
      <div className="grid">{clusters.groups.map((group) => <GroupCard key={group.no} group={group} k={k} />)}</div>
    </div>
  )
}

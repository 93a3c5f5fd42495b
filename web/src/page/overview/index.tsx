// Overview: how is the shop, and what should I do first?
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { Loaded } from '../../part/state'
import { AfterPaint } from '../../part/paint'
import { Screen } from '../../part/screen'
import { scopeQuery, useScope } from '../../part/scope'
import { Card } from '../../part/card'
import { Days } from './days'
import { Causes } from './causes'
import { Kpis } from './kpis'
import { Regulars, SecondPurchase } from './repeat'
import { StageBar } from './stages'

/** useLifecycle is the day clock as of the chosen day, against a week before. */
function useLifecycle() {
  const scope = useScope()
  const query = scopeQuery(scope)
  return useQuery({
    queryKey: ['lifecycle', query],
    queryFn: ({ signal }) => take(api.GET('/api/lifecycle', { params: { query }, signal })),
    enabled: scope.asOf !== '',
  })
}

export default function Overview() {
  const { t } = useTranslation()
  const scope = useScope()
  const query = scopeQuery(scope)
  const overview = useQuery({
    queryKey: ['overview', query],
    queryFn: ({ signal }) => take(api.GET('/api/overview', { params: { query }, signal })),
    enabled: scope.asOf !== '',
  })
  const lifecycle = useLifecycle()
  return (
    <Screen title={t('nav.overview')} question={t('overview.question')}>
      <Loaded query={overview} height={480}>{(data) => <Board overview={data} lifecycle={lifecycle.data} />}</Loaded>
      <section className="grid">
        <Card className="span-12" title={t('overview.stages')} note={lifecycle.data && t('overview.stagesNote')}>
          <Loaded query={lifecycle} height={120}>{(data) => <StageBar lifecycle={data} />}</Loaded>
        </Card>
      </section>
    </Screen>
  )
}

function Board({ overview, lifecycle }: { overview: Schema['Overview']; lifecycle: Schema['Lifecycle'] | undefined }) {
  return (
    <div className="grid">
      <Kpis overview={overview} />
      <AfterPaint height={560}>
        <Days overview={overview} />
        <Causes overview={overview} lifecycle={lifecycle} />
        <SecondPurchase repurchase={overview.repurchase} />
        <Regulars repurchase={overview.repurchase} />
      </AfterPaint>
    </div>
  )
}

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { api, type Schema, take } from '../../api/client'
import { care, control, line, muted } from '../../look/token'
import { Card } from '../../part/card'
import { Chart } from '../../part/chart'
import { day, full, percent } from '../../part/format'
import { Grounds, Learned, soon } from '../../part/learned'
import { SavePick } from '../../part/save-pick'
import { scopeQuery, useScope } from '../../part/scope'
import { Loaded } from '../../part/state'
import { bars } from './alive'

type Churn = Schema['ChurnAnswer']

/** ChurnCard is who is about to leave, and how well that is known. */
export function ChurnCard() {
  const scope = useScope()
  const query = scopeQuery(scope)
  const churn = useQuery({
    queryKey: ['churn', query],
    queryFn: ({ signal }) => take(api.GET('/api/churn', { params: { query }, signal })),
    enabled: scope.asOf !== '',
    refetchInterval: (asked) => soon(asked.state.data),
  })
  return <div className="span-12"><Loaded query={churn} height={300}>{(data) => <Learned data={data}>{(ready) => <Risk churn={ready} />}</Learned>}</Loaded></div>
}

/** likely is the chance of leaving from which on a customer is taken to be leaving. */
const likely = 0.8

function Risk({ churn }: { churn: Churn }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const option = useMemo(() => bars(churn.risk, lang), [churn, lang])
  if (churn.basis === 'none') return <Card title={t('predict.churn')}><Grounds basis="none" reason={churn.reason} /></Card>
  const leaving = churn.risk.filter((bin) => bin.from >= likely - 1e-9).reduce((sum, bin) => sum + bin.customers, 0)
  const title = t('predict.leaving', { share: percent(churn.customers > 0 ? leaving / churn.customers : 0, 0), days: churn.horizon })
  return (
    <div className="grid">
      <Card className="span-7" title={title} extra={<SavePick small pick={{ of: 'churn', chance: likely }} name={t('predict.leavingSegment')} size={leaving} />}
        note={<Quality churn={churn} />}>
        <Chart name="churn" label={title} option={option} height={280}
          sheet={{ head: [t('predict.chanceLeaving'), t('overview.customers')], rows: churn.risk.map((bin) => [`${Math.round(bin.from * 100)}–${Math.round(bin.to * 100)} %`, bin.customers]) }} />
      </Card>
      <Calibration churn={churn} />
    </div>
  )
}

function Quality({ churn }: { churn: Churn }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const { score, baseline } = churn
  const told = (one: Schema['ScoreQuality'] | undefined) => (one ? t('predict.told', { auc: one.auc.toFixed(3), brier: one.brier.toFixed(3) }) : '—')
  return (
    <>
      {t(churn.basis === 'model' ? 'predict.byScore' : 'predict.byAlive')} · {t('predict.tried', { day: day(churn.test ?? '', lang), count: full(churn.tested, lang) })} · {t('predict.score')} {told(score)} · {t('predict.baseline')} {told(baseline)}
    </>
  )
}

function Calibration({ churn }: { churn: Churn }) {
  const { t } = useTranslation()
  const { deciles } = churn
  const option = useMemo(() => ({
    grid: { left: 8, right: 16, top: 32, bottom: 8, containLabel: true },
    legend: { top: 0, data: [t('predict.said'), t('predict.came')] },
    tooltip: { trigger: 'axis', valueFormatter: (value: number) => percent(value, 0) },
    xAxis: { type: 'category', data: deciles.map((_, index) => index + 1), axisLabel: { color: muted } },
    yAxis: { type: 'value', min: 0, max: 1, splitNumber: 4, splitLine: { lineStyle: { color: line } }, axisLabel: { color: muted, formatter: (value: number) => percent(value, 0) } },
    series: [
      { type: 'line', name: t('predict.said'), data: deciles.map((one) => one.said), lineStyle: { type: 'dashed', color: control }, itemStyle: { color: control } },
      { type: 'line', name: t('predict.came'), data: deciles.map((one) => one.came), lineStyle: { color: care }, itemStyle: { color: care } },
    ],
  }), [deciles, t])
  const sheet = {
    head: [t('predict.tenth'), t('overview.customers'), t('predict.said'), t('predict.came'), t('predict.from'), t('predict.to')],
    rows: deciles.map((one, index) => [index + 1, one.customers, one.said, one.came, one.low, one.high]),
  }
  return (
    <Card className="span-5" title={t('predict.calibration')} asOf={null} note={t('predict.calibrationNote')}>
      <Chart name="churn-calibration" label={t('predict.calibration')} option={option} height={280} sheet={sheet} />
    </Card>
  )
}

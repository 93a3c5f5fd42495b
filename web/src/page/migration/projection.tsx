import { useQuery } from '@tanstack/react-query'
import { Segmented } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { care, coral, line, muted } from '../../look/token'
import { Card } from '../../part/card'
import { Chart } from '../../part/chart'
import { count, day, full, percent } from '../../part/format'
import { scopeQuery, useScope } from '../../part/scope'
import { Empty, Loaded } from '../../part/state'
import { wordOf } from './move'

type Projection = Schema['Projection']

/** ProjectionCard is where the moves of the past lead, with its bands, its tests and its caution. */
export function ProjectionCard({ of }: { of: 'stage' | 'ladder' | 'rfm' }) {
  const { t } = useTranslation()
  const scope = useScope()
  const query = { ...scopeQuery(scope), of }
  const projection = useQuery({
    queryKey: ['projection', query],
    queryFn: ({ signal }) => take(api.GET('/api/projection', { params: { query }, signal })),
  })
  return (
    <Loaded query={projection} height={320}>
      {(data) => data.caution === 'too_short'
        ? <Card className="span-12" title={t('migration.projection')}><Empty text={t('migration.caution.too_short', data.params)} /></Card>
        : <><Ahead projection={data} /><Tests projection={data} /></>}
    </Loaded>
  )
}

function Ahead({ projection }: { projection: Projection }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const { states, ahead, now, of, step } = projection
  const nameOf = (state: string) => t(wordOf(of, state), state)
  const [chosen, setChosen] = useState(states[0] ?? '')
  const k = Math.max(0, states.indexOf(chosen))
  const option = useBand(projection, k)
  const last = ahead.at(-1)
  const params = projection.params as { inside?: number; of?: number; miss?: number; still?: number }
  const shown = { ...params, miss: percent(params.miss ?? 0), still: percent(params.still ?? 0) }
  const title = last
    ? t('migration.ahead', { state: nameOf(states[k] ?? ''), now: full(now[k] ?? 0, lang), mean: full(Math.round(last.mean[k] ?? 0), lang), low: full(Math.round(last.low[k] ?? 0), lang), high: full(Math.round(last.high[k] ?? 0), lang), day: day(last.day, lang) })
    : t('migration.projection')
  const sheet = {
    head: [t('migration.day'), t('migration.state'), t('migration.mean'), t('migration.low'), t('migration.high'), t('migration.sampleSd'), t('migration.parameterSd')],
    rows: ahead.flatMap((one) => states.map((state, j) => [one.day, nameOf(state), one.mean[j] ?? null, one.low[j] ?? null, one.high[j] ?? null, one.sample_sd[j] ?? null, one.parameter_sd[j] ?? null])),
  }
  return (
    <Card className="span-8" title={title} note={t('migration.aheadNote', { step })}>
      <p style={{ margin: '0 0 8px', padding: '8px 12px', borderLeft: `4px solid ${projection.caution ? coral : care}`, background: '#FBFAF8' }}>{t(`migration.caution.${projection.caution || 'fine'}`, shown)}</p>
      <div style={{ overflowX: 'auto' }}><Segmented aria-label={t('migration.state')} value={states[k] ?? ''} options={states.map((value) => ({ value, label: nameOf(value) }))} onChange={setChosen} /></div>
      <Chart name={`projection-${of}`} label={title} option={option} sheet={sheet} height={280} />
    </Card>
  )
}

function useBand({ ahead, now, tests, as_of: asOf }: Projection, k: number) {
  const { lang } = useScope()
  return useMemo(() => {
    const past = tests.map((one) => [one.day, one.observed[k] ?? 0] as const).filter(([when]) => when < asOf)
    const days = [...past.map(([when]) => when), asOf, ...ahead.map((one) => one.day)]
    const seen = [...past.map(([, customers]) => customers), now[k] ?? 0]
    const gap = Array.from({ length: past.length }, () => null)
    const from = (values: number[]) => [...gap, now[k] ?? 0, ...values]
    const low = ahead.map((one) => one.low[k] ?? 0)
    const high = ahead.map((one) => one.high[k] ?? 0)
    return {
      grid: { left: 8, right: 16, top: 16, bottom: 8, containLabel: true },
      tooltip: {
        trigger: 'axis',
        formatter: (points: { dataIndex: number }[]) => {
          const dataIndex = points[0]?.dataIndex ?? 0
          const step = ahead[dataIndex - past.length - 1]
          const when = days[dataIndex] ?? ''
          return step
            ? `${day(when, lang)}<br><b>${full(Math.round(step.mean[k] ?? 0), lang)}</b> (${full(Math.round(step.low[k] ?? 0), lang)} – ${full(Math.round(step.high[k] ?? 0), lang)})`
            : `${day(when, lang)}<br><b>${full(seen[dataIndex] ?? 0, lang)}</b>`
        },
      },
      xAxis: { type: 'category', data: days.map((one) => day(one, lang, true)), axisLabel: { color: muted } },
      yAxis: { type: 'value', min: 0, splitLine: { lineStyle: { color: line } }, axisLabel: { color: muted, formatter: (value: number) => count(value, lang) } },
      series: [
        { type: 'line', stack: 'band', data: from(low), symbol: 'none', lineStyle: { opacity: 0 }, silent: true },
        { type: 'line', stack: 'band', data: [...gap, 0, ...high.map((value, j) => value - (low[j] ?? 0))], symbol: 'none', lineStyle: { opacity: 0 }, areaStyle: { color: care, opacity: 0.18 }, silent: true },
        { type: 'line', data: from(ahead.map((one) => one.mean[k] ?? 0)), lineStyle: { color: care, type: 'dashed' }, itemStyle: { color: care }, symbolSize: 6 },
        { type: 'line', data: seen, lineStyle: { color: care }, itemStyle: { color: care }, symbolSize: 7 },
      ],
    }
  }, [ahead, now, tests, asOf, k, lang])
}

function Tests({ projection }: { projection: Projection }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  return (
    <Card className="span-4" title={t('migration.tests')} note={t('migration.testsNote')}>
      <table style={{ width: '100%' }}>
        <thead><tr><th scope="col" style={{ textAlign: 'left' }}>{t('migration.day')}</th><th scope="col">{t('migration.inside')}</th><th scope="col">{t('migration.miss')}</th><th scope="col">{t('migration.still')}</th></tr></thead>
        <tbody>
          {projection.tests.map((one) => (
            <tr key={one.day}>
              <th scope="row" style={{ textAlign: 'left', fontWeight: 400 }}>{day(one.day, lang)}</th>
              <td style={{ textAlign: 'center' }}>{one.inside} / {one.observed.length}</td>
              <td style={{ textAlign: 'center' }}>{percent(one.miss)}</td>
              <td style={{ textAlign: 'center' }}>{percent(one.still)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  )
}

import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { control, marketing } from '../../look/token'
import { Card } from '../../part/card'
import { Chart } from '../../part/chart'
import { percent } from '../../part/format'
import { Empty } from '../../part/state'

type Report = Schema['Report']

// Treated arms after the first; the control is always grey and dashed.
const colours = [control, marketing, '#1D4ED8', '#0F766E', '#7C3AED', '#B45309', '#BE185D', '#4D7C0F', '#1B2A41', '#0E7490']

/** Curves holds the natural against the stimulated share of buyers, day by day, with their bands. */
export function Curves({ report, window }: { report: Report; window: Schema['Window'] }) {
  const { t } = useTranslation()
  const effect = window.effects[0]
  const points = report.curve.filter(({ day }) => day <= window.days)
  const days = [...new Set(points.map(({ day }) => day))].toSorted((a, b) => a - b)
  if (days.length === 0 || effect?.natural_rate === undefined || effect.stimulated_rate === undefined) {
    return <Card title={t('result.curveWaits')} asOf={report.as_of}><Empty text={t('result.curveEmpty')} /></Card>
  }
  const title = t('result.curveTitle', { count: window.days, stimulated: percent(effect.stimulated_rate, 2), natural: percent(effect.natural_rate, 2) })
  const arms = window.arms.map(({ no, name }) => ({ no, label: no === 0 ? t('result.natural') : t('result.stimulated', { name }) }))
  const at = (no: number, day: number) => points.find((point) => point.arm === no && point.day === day)
  return (
    <Card title={title} asOf={report.as_of} note={t('result.bandNote')}>
      <Chart
        name="campaign-curves" label={title} height={320}
        sheet={{
          head: [t('result.day'), ...arms.flatMap(({ label }) => [label, `${label} ${t('result.low')}`, `${label} ${t('result.high')}`])],
          rows: days.map((day) => [day, ...arms.flatMap(({ no }) => [at(no, day)?.rate, at(no, day)?.low, at(no, day)?.high].map((share) => (share === undefined ? null : percent(share, 2))))]),
        }}
        option={{
          grid: { left: 8, right: 24, top: 40, bottom: 24, containLabel: true },
          legend: { top: 0, left: 0, data: arms.map(({ label }) => label) },
          tooltip: { trigger: 'axis', valueFormatter: (value: unknown) => percent(Number(value), 2) },
          xAxis: { type: 'category', boundaryGap: false, data: days, name: t('result.daysAfter'), nameLocation: 'middle', nameGap: 26 },
          yAxis: { type: 'value', min: 0, axisLabel: { formatter: (value: number) => percent(value, 1) }, splitNumber: 4 },
          series: arms.flatMap(({ no, label }) => curve({ no, label, lines: days.map((day) => at(no, day)) })),
        }}
      />
    </Card>
  )
}

interface CurveInput {
  no: number
  label: string
  lines: (Schema['CurvePoint'] | undefined)[]
}

/** curve is a line with its band: the band is stacked on an unseen line at its lower edge. */
function curve({ no, label, lines }: CurveInput) {
  const color = colours[no % colours.length]
  const quiet = { type: 'line', symbol: 'none', lineStyle: { opacity: 0 }, stack: `band${no}`, silent: true, tooltip: { show: false } }
  return [
    { ...quiet, name: `${label} low`, data: lines.map((point) => point?.low ?? point?.rate ?? null) },
    { ...quiet, name: `${label} band`, areaStyle: { color, opacity: 0.15 }, data: lines.map((point) => (point ? (point.high ?? point.rate) - (point.low ?? point.rate) : null)) },
    { name: label, type: 'line', symbol: 'none', color, lineStyle: { width: 2.5, type: no === 0 ? 'dashed' : 'solid' }, data: lines.map((point) => point?.rate ?? null) },
  ]
}

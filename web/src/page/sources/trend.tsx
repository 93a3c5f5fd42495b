import { Segmented } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { ink, line, muted } from '../../look/token'
import { Card } from '../../part/card'
import { Chart } from '../../part/chart'
import { count, full, money, percent } from '../../part/format'
import { useScope } from '../../part/scope'
import { Empty } from '../../part/state'
import { useName } from './name'

type Measure = 'customers' | 'cost_per_new' | 'rate'

const colours = ['#0F766E', '#D9480F', '#1B2A41', '#E0A100', '#64748B', '#4D8B31']
const shapes = ['circle', 'rect', 'triangle', 'diamond', 'pin', 'arrow']

const valueOf = (month: Schema['SourceMonth'], measure: Measure): number | null => {
  if (measure === 'rate') return month.second.rate ?? null
  return (measure === 'customers' ? month.customers : month.cost_per_new) ?? null
}

/** Trend is the last months of the largest sources. */
export function Trend({ sources }: { sources: Schema['Sources'] }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const nameOf = useName()
  const [measure, setMeasure] = useState<Measure>('customers')
  const largest = useMemo(() => sources.sources.filter((one) => one.customers > 0).slice(0, 6), [sources])
  const months = useMemo(() => [...new Set(largest.flatMap((one) => one.months.filter((month) => month.over).map((month) => month.month)))].toSorted().slice(-24), [largest])
  const write = useMemo(() => (value: number) => (measure === 'rate' ? percent(value) : measure === 'customers' ? count(value, lang) : money(value, sources.currency, lang)), [measure, lang, sources.currency])
  const option = useMemo(() => ({
    grid: { left: 8, right: 16, top: 40, bottom: 8, containLabel: true },
    legend: { top: 0, textStyle: { color: ink } },
    tooltip: { trigger: 'axis', valueFormatter: (value: number | null) => (value === null || value === undefined ? '—' : write(value)) },
    xAxis: { type: 'category', data: months, axisLabel: { color: muted } },
    yAxis: { type: 'value', min: 0, splitNumber: 4, splitLine: { lineStyle: { color: line } }, axisLabel: { color: muted, formatter: write } },
    series: largest.map((one, index) => {
      const at = new Map(one.months.map((month) => [month.month, month]))
      return {
        type: 'line', name: nameOf(one.name), color: colours[index], symbol: shapes[index], symbolSize: 6, connectNulls: false,
        data: months.map((month) => { const found = at.get(month); return found ? valueOf(found, measure) : measure === 'customers' ? 0 : null }),
      }
    }),
  }), [largest, months, measure, write, nameOf])
  const sheet = {
    head: [t('sources.source'), t('repurchase.month'), t('overview.newCustomers'), t('sources.cost'), t('sources.each'), t('sources.visitors')],
    rows: sources.sources.flatMap((one) => one.months.map((month) => [nameOf(one.name), month.month, month.customers, month.cost, month.cost_per_new ?? null, month.visitors])),
  }
  const choice = (
    <Segmented
      size="small" aria-label={t('repurchase.shown')} value={measure} onChange={setMeasure}
      options={[{ value: 'customers', label: t('overview.newCustomers') }, { value: 'cost_per_new', label: t('sources.each') }, { value: 'rate', label: t('sources.back', { days: sources.days }) }]}
    />
  )
  const title = t('sources.trend', { customers: full(sources.all.customers, lang) })
  return (
    <Card className="span-8" title={title} extra={choice} note={t('sources.trendNote')}>
      {months.length < 2 ? <Empty text={t('sources.noTrend')} /> : <Chart name="sources-by-month" label={title} option={option} sheet={sheet} height={320} />}
    </Card>
  )
}

import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { care, control, line, muted } from '../../look/token'
import { Card } from '../../part/card'
import { Chart } from '../../part/chart'
import { count, day, full, percent, signed } from '../../part/format'
import { useScope } from '../../part/scope'

type Check = Schema['ValueCheck']

/** CheckCard tracks forecast and truth over the weeks that the model had not seen. */
export function CheckCard({ check }: { check: Check }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const title = t(check.passed ? 'predict.held' : 'predict.heldNot', {
    error: check.error === undefined ? '—' : signed(check.error), forecast: full(Math.round(check.forecast), lang), actual: full(check.actual, lang),
  })
  const note = check.capture === undefined || check.capture_by_history === undefined
    ? undefined
    : t('predict.capture', { model: percent(check.capture, 0), history: percent(check.capture_by_history, 0) })
  const option = useMemo(() => ({
    grid: { left: 8, right: 16, top: 32, bottom: 24, containLabel: true },
    legend: { top: 0, data: [t('predict.forecast'), t('predict.actual')] },
    tooltip: { trigger: 'axis', valueFormatter: (value: number) => full(Math.round(value), lang) },
    xAxis: { type: 'category', data: check.track.map((one) => one.week), name: t('predict.week'), nameLocation: 'middle', nameGap: 28, axisLabel: { color: muted } },
    yAxis: { type: 'value', splitNumber: 4, splitLine: { lineStyle: { color: line } }, axisLabel: { color: muted, formatter: (value: number) => count(value, lang) } },
    series: [
      { type: 'line', name: t('predict.forecast'), data: check.track.map((one) => one.forecast), lineStyle: { type: 'dashed', color: control }, itemStyle: { color: control } },
      { type: 'line', name: t('predict.actual'), data: check.track.map((one) => one.actual), lineStyle: { color: care }, itemStyle: { color: care } },
    ],
  }), [check, lang, t])
  return (
    <Card className="span-7" title={title} asOf={null} note={<>{t('predict.unseen', { from: day(check.from, lang), to: day(check.to, lang) })}{note && ` · ${note}`}</>}>
      <Chart name="value-track" label={title} option={option} height={300}
        sheet={{ head: [t('predict.week'), t('predict.forecast'), t('predict.actual')], rows: check.track.map((one) => [one.week, one.forecast, one.actual]) }} />
    </Card>
  )
}

/** GroupsCard compares forecast and truth by how often customers had bought. */
export function GroupsCard({ check }: { check: Check }) {
  const { t } = useTranslation()
  const { groups } = check
  const option = useMemo(() => ({
    grid: { left: 8, right: 16, top: 32, bottom: 24, containLabel: true },
    legend: { top: 0, data: [t('predict.forecast'), t('predict.actual')] },
    tooltip: { trigger: 'axis', valueFormatter: (value: number) => value.toFixed(2) },
    xAxis: { type: 'category', data: groups.map((one) => `${one.repeats}${one.more ? '+' : ''}`), name: t('predict.repeats'), nameLocation: 'middle', nameGap: 28, axisLabel: { color: muted } },
    yAxis: { type: 'value', splitNumber: 4, splitLine: { lineStyle: { color: line } }, axisLabel: { color: muted } },
    series: [
      { type: 'bar', name: t('predict.forecast'), data: groups.map((one) => one.forecast), itemStyle: { color: control } },
      { type: 'bar', name: t('predict.actual'), data: groups.map((one) => one.actual), itemStyle: { color: care } },
    ],
  }), [groups, t])
  const sheet = {
    head: [t('predict.repeats'), t('overview.customers'), t('predict.forecast'), t('predict.actual')],
    rows: groups.map((one) => [`${one.repeats}${one.more ? '+' : ''}`, one.customers, one.forecast, one.actual]),
  }
  return (
    <Card className="span-5" title={t('predict.groups')} asOf={null} note={t('predict.groupsNote')}>
      <Chart name="value-groups" label={t('predict.groups')} option={option} height={300} sheet={sheet} />
    </Card>
  )
}

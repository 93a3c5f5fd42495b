import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { coral, ink, line, muted } from '../../look/token'
import { Card } from '../../part/card'
import { Chart } from '../../part/chart'
import { count, day, full, money, percent } from '../../part/format'
import { useScope } from '../../part/scope'

type DayTotals = Schema['DayTotals']

/** trailing is the mean of the last n values at each place; null before there are n. */
export function trailing(values: number[], n: number): (number | null)[] {
  return values.map((_, index) => {
    if (index < n - 1) return null
    return values.slice(index - n + 1, index + 1).reduce((sum, value) => sum + value, 0) / n
  })
}

/** Days draws sales by day with their weekly mean; the two compared periods are shaded apart. */
export function Days({ overview }: { overview: Schema['Overview'] }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const { days, currency, last30, prior30 } = overview
  const option = useDays(days, currency)
  const title = prior30.gross > 0
    ? t(last30.gross < prior30.gross ? 'overview.daysLess' : 'overview.daysMore', {
      sales: money(last30.gross, currency, lang), share: percent(Math.abs(last30.gross / prior30.gross - 1)),
    })
    : t('overview.daysOnly', { sales: money(last30.gross, currency, lang) })
  const sheet = {
    head: [t('overview.day'), t('overview.sales'), t('overview.orderCount'), t('overview.buyers')],
    rows: days.map((one) => [one.day, one.gross, one.orders, one.customers]),
  }
  return (
    <Card className="span-8" title={title} note={t('overview.daysNote')}>
      <Chart name="days" label={title} option={option} sheet={sheet} height={272} />
    </Card>
  )
}

function useDays(days: DayTotals[], currency: string) {
  const { t } = useTranslation()
  const { lang } = useScope()
  return useMemo(() => {
    const names = days.map((one) => one.day)
    const from = names[Math.max(0, names.length - 30)]
    return {
      grid: { left: 8, right: 16, top: 32, bottom: 8, containLabel: true },
      legend: { top: 0, left: 0, itemWidth: 16, itemHeight: 8, textStyle: { color: muted } },
      tooltip: {
        trigger: 'axis',
        formatter: (points: { dataIndex: number }[]) => tip(days[points[0]?.dataIndex ?? 0], (one) => [
          day(one.day, lang), `${t('overview.sales')} ${money(one.gross, currency, lang)}`,
          `${t('overview.orderCount')} ${full(one.orders, lang)}`, `${t('overview.buyers')} ${full(one.customers, lang)}`,
        ]),
      },
      xAxis: {
        type: 'category', data: names, axisTick: { show: false }, axisLine: { lineStyle: { color: line } },
        axisLabel: { color: muted, formatter: (text: string) => day(text, lang, true), hideOverlap: true },
      },
      yAxis: { type: 'value', splitLine: { lineStyle: { color: line } }, axisLabel: { color: muted, formatter: (value: number) => count(value, lang) } },
      series: [
        {
          name: t('overview.daily'), type: 'bar', data: days.map((one) => one.gross), itemStyle: { color: '#C3CAD6' }, barCategoryGap: '25%',
          markArea: from ? { silent: true, itemStyle: { color: 'rgba(217,72,15,.06)' }, data: [[{ xAxis: from }, { xAxis: names.at(-1) }]] } : undefined,
        },
        {
          name: t('overview.weekly'), type: 'line', data: trailing(days.map((one) => one.gross), 7), showSymbol: false, smooth: false,
          lineStyle: { color: coral, width: 2 }, itemStyle: { color: coral }, emphasis: { disabled: true }, textStyle: { color: ink },
        },
      ],
    }
  }, [days, currency, lang, t])
}

function tip<T>(one: T | undefined, lines: (one: T) => string[]): string {
  return one === undefined ? '' : lines(one).join('<br>')
}

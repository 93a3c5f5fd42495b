import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { coral, line, muted } from '../../look/token'
import { Card } from '../../part/card'
import { Chart } from '../../part/chart'
import { day, full, percent } from '../../part/format'
import { useScope } from '../../part/scope'
import { Empty } from '../../part/state'

/** Trend is the dormant share on the last day of each month, by what is known of the goods today. */
export function Trend({ board }: { board: Schema['DormancyBoard'] }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const { trend } = board
  const option = useMemo(() => ({
    grid: { left: 8, right: 16, top: 16, bottom: 8, containLabel: true },
    tooltip: {
      trigger: 'axis',
      formatter: (points: { dataIndex: number }[]) => {
        const dataIndex = points[0]?.dataIndex ?? 0
        const one = trend[dataIndex]
        return one ? `${day(one.day, lang)}<br><b>${one.share === null ? '—' : percent(one.share)}</b> · ${full(one.dormant, lang)} / ${full(one.base, lang)}` : ''
      },
    },
    xAxis: { type: 'category', data: trend.map((one) => day(one.day, lang, true)), axisLabel: { color: muted } },
    yAxis: { type: 'value', min: 0, splitLine: { lineStyle: { color: line } }, axisLabel: { color: muted, formatter: (value: number) => percent(value, 0) } },
    series: [{ type: 'line', data: trend.map(({ share }) => share), lineStyle: { color: coral }, itemStyle: { color: coral }, symbolSize: 7 }],
  }), [trend, lang])
  const [first, last] = [trend[0], trend.at(-1)]
  const title = first && last && first !== last && first.share !== null && last.share !== null
    ? t('dormancy.trend', { from: percent(first.share), since: day(first.day, lang), to: percent(last.share) })
    : t('dormancy.trendTitle')
  const sheet = {
    head: [t('dormancy.day'), t('dormancy.dormant'), t('overview.customers'), t('dormancy.shareName')],
    rows: trend.map((one) => [one.day, one.dormant, one.base, one.share]),
  }
  return (
    <Card className="span-6" title={title} note={t('dormancy.trendNote')}>
      {trend.length < 2 ? <Empty text={t('dormancy.noTrend')} /> : <Chart name="dormant-share" label={title} option={option} sheet={sheet} height={280} />}
    </Card>
  )
}

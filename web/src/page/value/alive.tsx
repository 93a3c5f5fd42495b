import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { care, line, muted } from '../../look/token'
import { Card } from '../../part/card'
import { Chart } from '../../part/chart'
import { count, percent } from '../../part/format'
import { useScope } from '../../part/scope'

const range = (bin: Schema['ChanceBin']) => `${Math.round(bin.from * 100)}–${Math.round(bin.to * 100)} %`

/** AliveCard counts the customers by the chance that they are still customers. */
export function AliveCard({ value }: { value: Schema['ValueAnswer'] }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const { alive, customers } = value
  const likely = alive.slice(5).reduce((sum, one) => sum + one.customers, 0)
  const option = useMemo(() => bars(alive, lang), [alive, lang])
  const title = t('predict.alive', { share: percent(customers > 0 ? likely / customers : 0, 0) })
  return (
    <Card className="span-5" title={title}>
      <Chart name="alive" label={title} option={option} height={360}
        sheet={{ head: [t('predict.chance'), t('overview.customers')], rows: alive.map((bin) => [range(bin), bin.customers]) }} />
    </Card>
  )
}

/** bars draws how many customers have which chance. */
export function bars(bins: Schema['ChanceBin'][], lang: 'zh' | 'en') {
  return {
    grid: { left: 8, right: 16, top: 16, bottom: 8, containLabel: true },
    tooltip: { trigger: 'axis' },
    xAxis: { type: 'category', data: bins.map(range), axisLabel: { color: muted, rotate: 45 } },
    yAxis: { type: 'value', minInterval: 1, splitNumber: 4, splitLine: { lineStyle: { color: line } }, axisLabel: { color: muted, formatter: (value: number) => count(value, lang) } },
    series: [{ type: 'bar', data: bins.map((bin) => bin.customers), itemStyle: { color: care } }],
  }
}

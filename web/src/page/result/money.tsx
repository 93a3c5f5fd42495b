import { Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { care, ink, marketing } from '../../look/token'
import type { Campaign } from '../../part/campaigns'
import { Card } from '../../part/card'
import { Chart } from '../../part/chart'
import { count, fullMoney, money, sign } from '../../part/format'
import { useScope } from '../../part/scope'
import { Empty } from '../../part/state'
import { type Step, waterfall } from './waterfall'

interface MoneyProps {
  campaign: Campaign
  report: Schema['Report']
  window: Schema['Window']
  choice: ReactNode
}

/** Money shows where the extra sales went: goods, coupons, touches, and what is left. */
export function Money({ campaign, report, window, choice }: MoneyProps) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const [no, setNo] = useState(window.effects[0]?.arm ?? 1)
  const effect = window.effects.find((one) => one.arm === no)
  const arm = window.arms.find((one) => one.no === no)
  const steps = effect && arm ? waterfall({ effect, arm, margin: campaign.margin, coupon: campaign.coupon }) : null
  const arms = window.effects.length > 1 && <Select aria-label={t('result.arm')} value={no} onChange={setNo} options={window.effects.map(({ arm: one }) => ({ value: one, label: window.arms.find((two) => two.no === one)?.name }))} />
  const extra = <span className="row">{arms}{choice}</span>
  if (!steps || !effect) return <Card title={t('result.noMoney')} asOf={report.as_of} extra={extra}><Empty text={t('part.tooFew')} /></Card>
  const { value, low, high } = effect.incremental_profit
  const title = t((value ?? 0) >= 0 ? 'result.moneyTitle' : 'result.moneyLoss', { profit: fullMoney(Math.abs(value ?? 0), report.currency, lang) })
  const interval = low !== undefined && high !== undefined && t('result.between', { low: fullMoney(low, report.currency, lang), high: fullMoney(high, report.currency, lang) })
  return <Card title={title} asOf={report.as_of} note={interval} extra={extra}><Picture steps={steps} title={title} currency={report.currency} /></Card>
}

function Picture({ steps, title, currency }: { steps: Step[]; title: string; currency: string }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const short = (value: number) => money(value, currency, lang)
  return (
    <Chart
      name="campaign-money" label={title} height={320}
      sheet={{ head: [t('result.step'), t('result.amount')], rows: steps.map(({ key, value }) => [t(`result.stepOf.${key}`), Math.round(value * 100) / 100]) }}
      option={{
        grid: { left: 8, right: 16, top: 24, bottom: 8, containLabel: true },
        xAxis: { type: 'category', data: steps.map(({ key }) => t(`result.stepOf.${key}`)), axisTick: { show: false }, axisLabel: { interval: 0 } },
        yAxis: { type: 'value', axisLabel: { formatter: (value: number) => (value < 0 ? '−' : '') + sign(currency, lang) + count(Math.abs(value), lang) }, splitNumber: 4 },
        tooltip: { formatter: ({ dataIndex }: { dataIndex: number }) => `${t(`result.stepOf.${steps[dataIndex]?.key ?? 'sales'}`)}<br>${fullMoney(steps[dataIndex]?.value ?? 0, currency, lang)}` },
        series: [{
          type: 'custom',
          encode: { x: 0, y: [1, 2] },
          data: steps.map(({ from, to }, index) => [index, from, to]),
          renderItem: (_: unknown, draw: Draw) => bar(draw, steps[draw.value(0)], short),
        }],
      }}
    />
  )
}

/** What ECharts gives to those who draw for themselves. */
interface Draw {
  value: (dimension: number) => number
  coord: (point: [number, number]) => [number, number]
  size: (span: [number, number]) => [number, number]
}

function bar(draw: Draw, step: Step | undefined, short: (value: number) => string) {
  if (!step) return null
  const [x, top] = draw.coord([draw.value(0), Math.max(step.from, step.to)])
  const [, bottom] = draw.coord([draw.value(0), Math.min(step.from, step.to)])
  const width = Math.min(56, draw.size([1, 0])[0] * 0.6)
  const fill = step.key === 'profit' ? (step.value < 0 ? marketing : care) : step.key === 'sales' ? ink : '#94A3B8'
  return {
    type: 'group',
    children: [
      { type: 'rect', shape: { x: x - width / 2, y: top, width, height: Math.max(1, bottom - top) }, style: { fill } },
      { type: 'text', style: { text: short(step.value), x, y: top - 6, align: 'center', verticalAlign: 'bottom', fill: ink, fontSize: 12 } },
    ],
  }
}

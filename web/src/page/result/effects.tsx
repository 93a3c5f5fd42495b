import { Table } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { marketing } from '../../look/token'
import { Card } from '../../part/card'
import { full, money, percent } from '../../part/format'
import { useScope } from '../../part/scope'
import { Term } from '../../part/term'
import { Wide } from '../../part/wide'

/** A difference of shares in points, with its sign. */
const points = (value: number) => {
  const text = Math.abs(value * 100).toFixed(2)
  return `${Number(text) === 0 ? '' : value > 0 ? '+' : '−'}${text}`
}

type Estimate = Schema['Estimate']
type Row = { key: string; window: Schema['Window']; arm: Schema['ArmOutcome']; effect: Schema['Effect'] | undefined; first: boolean }

/** Effects is the table behind the sentence: every window, every arm, every difference with its interval. */
export function Effects({ report }: { report: Schema['Report'] }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const rows: Row[] = report.windows.flatMap((window) => window.arms.map((arm, index) => ({
    key: `${window.days}-${arm.no}`, window, arm, effect: window.effects.find((one) => one.arm === arm.no), first: index === 0,
  })))
  const cash = (value: number) => money(value, report.currency, lang)
  const whole = (value: number) => full(Math.round(value), lang)
  const number = (title: string, write: (row: Row) => string) => ({ title, align: 'right' as const, render: (_: unknown, row: Row) => write(row) })
  const guess = (title: ReactNode, key: 'incremental_orders' | 'incremental_revenue' | 'incremental_profit', write: (value: number) => string) =>
    ({ title, align: 'right' as const, render: (_: unknown, { effect }: Row) => effect && <Interval estimate={effect[key]} write={write} /> })
  return (
    <Card title={t('result.tableTitle', { count: report.windows.length })} asOf={report.as_of} note={<Term word="interval" />}>
      <Wide label={t('result.tableTitle', { count: report.windows.length })} width={1040}>
        <Table<Row>
          size="small" rowKey="key" pagination={false} dataSource={rows}
          columns={[
            { title: t('result.window'), width: 96, render: (_, { window }) => <WindowName window={window} />, onCell: ({ first, window }) => ({ rowSpan: first ? window.arms.length : 0 }) },
            { title: t('result.arm'), width: 150, render: (_, { arm, effect }) => (arm.control ? t('campaign.control') : <ArmName name={arm.name} reliable={effect?.reliable ?? true} />) },
            number(t('result.customers'), ({ arm }) => full(arm.customers, lang)),
            number(t('result.buyers'), ({ arm }) => full(arm.buyers, lang)),
            number(t('result.orders'), ({ arm }) => full(arm.orders, lang)),
            number(t('result.money'), ({ arm }) => cash(arm.money)),
            number(t('result.rate'), ({ arm }) => (arm.rate === undefined ? '—' : percent(arm.rate, 2))),
            {
              title: <Term word="interval">{t('result.difference')}</Term>, align: 'right',
              render: (_, { effect, window }) => effect && <><Interval estimate={effect.difference} write={points} />{window.effects.length > 1 && <AdjustedP p={effect.adjusted_p} />}</>,
            },
            guess(t('result.extraOrders'), 'incremental_orders', whole),
            guess(t('result.extraRevenue'), 'incremental_revenue', cash),
            guess(t('result.extraProfit'), 'incremental_profit', cash),
          ]}
        />
      </Wide>
    </Card>
  )
}

/** ArmName names a treated group and says when it is too small to rely on. */
function ArmName({ name, reliable }: { name: string; reliable: boolean }) {
  const { t } = useTranslation()
  return (
    <>
      {t('campaign.armNamed', { name })}
      {!reliable && <span className="small" style={{ display: 'block', color: marketing }}>{t('result.unreliable')}</span>}
    </>
  )
}

function AdjustedP({ p }: { p: number | undefined }) {
  const { t } = useTranslation()
  if (p === undefined) return null
  return <span className="quiet small" style={{ display: 'block' }}>{t('result.adjustedP', { p: p < 0.001 ? p.toExponential(1) : p.toFixed(3) })}</span>
}

function WindowName({ window }: { window: Schema['Window'] }) {
  const { t } = useTranslation()
  return (
    <>
      <strong>{t('result.windowDays', { count: window.days })}</strong>
      {window.primary && <span className="small" style={{ display: 'block' }}>{t('result.deciding')}</span>}
      {!window.closed && <span className="quiet small" style={{ display: 'block' }}>{t('result.open')}</span>}
    </>
  )
}

function Interval({ estimate, write }: { estimate: Estimate; write: (value: number) => string }) {
  const { t } = useTranslation()
  if (estimate.value === undefined) return <span className="quiet">{t('part.tooFew')}</span>
  return (
    <>
      <span style={{ whiteSpace: 'nowrap' }}>{write(estimate.value)}</span>
      {estimate.low !== undefined && estimate.high !== undefined && (
        <span className="quiet small" style={{ display: 'block', whiteSpace: 'nowrap' }}>{t('result.range', { low: write(estimate.low), high: write(estimate.high) })}</span>
      )}
    </>
  )
}

import { Link } from '@tanstack/react-router'
import { Segmented, Tooltip } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { ink } from '../../look/token'
import { Card } from '../../part/card'
import { Figure } from '../../part/chart'
import { full, fullMoney, money, percent } from '../../part/format'
import type { Rule } from '../../part/rule'
import { useScope } from '../../part/scope'
import { Empty } from '../../part/state'
import { firstBought } from './months'

type Cell = Schema['RetentionCell']

const longest = 18

const cohortRule = (cell: Cell): Rule => ({
  all: [firstBought(cell.first, cell.last), { orders: { from: cell.from, to: cell.until, min_orders: 1 } }],
})

/** byCohort parts the cells, which come sorted, into the rows of the map. */
function byCohort(cells: Cell[]): Cell[][] {
  const rows: Cell[][] = []
  for (const cell of cells) {
    if (rows.at(-1)?.[0]?.cohort === cell.cohort) rows.at(-1)?.push(cell)
    else rows.push([cell])
  }
  return rows
}

/** Retention is a heat map: month of the first purchase downwards, months since to the right. */
export function Retention({ cohorts }: { cohorts: Schema['Cohorts'] }) {
  const { t } = useTranslation()
  const [what, setWhat] = useState<'share' | 'gross'>('share')
  const rows = byCohort(cohorts.retention).slice(-24)
  const third = rows.map((cells) => cells.find((cell) => cell.months === 3 && cell.over)).filter((cell) => cell !== undefined)
  const back = third.reduce((sum, cell) => sum + cell.customers, 0) / Math.max(1, third.reduce((sum, cell) => sum + cell.of, 0))
  const title = third.length > 0 ? t('repurchase.retentionTitle', { share: percent(back) }) : t('repurchase.retention')
  const sheet = {
    head: [t('repurchase.month'), t('repurchase.monthsSince'), t('overview.customers'), t('overview.newCustomers'), t('overview.orderCount'), t('overview.sales')],
    rows: cohorts.retention.map((cell) => [cell.cohort, cell.months, cell.customers, cell.of, cell.orders, cell.gross]),
  }
  const choice = (
    <Segmented size="small" aria-label={t('repurchase.shown')} value={what} onChange={setWhat} options={[{ value: 'share', label: t('repurchase.ofCustomers') }, { value: 'gross', label: t('repurchase.perCustomer') }]} />
  )
  return (
    <Card className="span-12" title={title} extra={choice} note={t('repurchase.retentionNote')}>
      {rows.length === 0 ? <Empty text={t('lifecycle.noClock')} /> : (
        <Figure name="retention" sheet={sheet} height={Math.min(560, 40 + rows.length * 32)}>
          <Heat rows={rows} what={what} currency={cohorts.currency} />
        </Figure>
      )}
    </Card>
  )
}

function Heat({ rows, what, currency }: { rows: Cell[][]; what: 'share' | 'gross'; currency: string }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const months = Math.min(longest, Math.max(...rows.flat().map((cell) => cell.months)))
  const value = (cell: Cell) => (what === 'share' ? cell.customers : cell.gross) / cell.of
  const most = Math.max(...rows.flat().filter((cell) => cell.months > 0).map(value), 1e-9)
  return (
    <div className="chart-table" style={{ maxHeight: 560 }} tabIndex={0}>
      <table className="heat">
        <thead>
          <tr>
            <th scope="col">{t('repurchase.month')}</th>
            <th scope="col">{t('overview.newCustomers')}</th>
            {Array.from({ length: months }, (_, index) => <th key={index} scope="col">{t('repurchase.plusMonths', { months: index + 1 })}</th>)}
          </tr>
        </thead>
        <tbody>
          {rows.toReversed().map((cells) => (
            <tr key={cells[0]?.cohort}>
              <th scope="row"><Link to="/customers" search={{ rule: firstBought(cells[0]?.first ?? '', cells[0]?.last ?? '') } as never}>{cells[0]?.cohort}</Link></th>
              <td className="num">{full(cells[0]?.of ?? 0, lang)}</td>
              {Array.from({ length: months }, (_, index) => {
                const cell = cells.find((one) => one.months === index + 1)
                return <td key={index} style={{ padding: 0 }}>{cell && <Square cell={cell} depth={value(cell) / most} text={what === 'share' ? percent(value(cell), 0) : money(value(cell), currency, lang)} currency={currency} />}</td>
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Square({ cell, depth, text, currency }: { cell: Cell; depth: number; text: string; currency: string }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const words = t('repurchase.cell', { cohort: cell.cohort, months: cell.months, customers: full(cell.customers, lang), of: full(cell.of, lang), gross: fullMoney(cell.gross, currency, lang) })
  const shown = cell.over ? text : `${text}*`
  const strength = Math.round(6 + 54 * Math.min(1, depth)) // ink stays readable on the darkest
  return (
    <Tooltip title={cell.over ? words : `${words} ${t('repurchase.notOver')}`}>
      <Link
        to="/customers"
        search={{ rule: cohortRule(cell) } as never}
        aria-label={`${shown} ${words}`}
        className="num"
        style={{ display: 'block', padding: '6px 8px', textAlign: 'right', background: `color-mix(in srgb, #0F766E ${strength}%, white)`, color: ink, fontStyle: cell.over ? undefined : 'italic' }}
      >
        {shown}
      </Link>
    </Tooltip>
  )
}

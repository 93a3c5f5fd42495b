import { Link, useNavigate } from '@tanstack/react-router'
import { Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { Card } from '../../part/card'
import { Figure } from '../../part/chart'
import { count, full, fullMoney, percent } from '../../part/format'
import { useScope } from '../../part/scope'
import { Term } from '../../part/term'
import { Empty } from '../../part/state'
import { shade, shades, side } from './cell'

type Rfm = Schema['RFM']
type Cell = Schema['RFMCell']

const scores = [1, 2, 3, 4, 5]

/** MatrixCard is five by five: recency to the right, frequency upwards; each square opens its customers. */
export function MatrixCard({ rfm }: { rfm: Rfm }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const navigate = useNavigate()
  const filled = rfm.cells.filter((cell) => cell.customers > 0)
  const people = filled.reduce((sum, cell) => sum + cell.customers, 0)
  const money = filled.reduce((sum, cell) => sum + cell.net, 0)
  const best = filled.find((cell) => cell.r === 5 && cell.f === 5)
  const title = best && money > 0
    ? t('rfm.best', { customers: full(best.customers, lang), people: percent(best.customers / people), money: percent(best.net / money) })
    : t('rfm.title')
  const sheet = {
    head: ['R-F', 'R', 'F', t('overview.customers'), t('customer.net')],
    rows: filled.map((cell) => [`${cell.r}-${cell.f}`, cell.r, cell.f, cell.customers, cell.net]),
  }
  const open = (row: number) => {
    const cell = filled[row]
    if (cell) void navigate({ to: '/customers', search: { r: cell.r, f: cell.f } as never })
  }
  return (
    <Card className="span-7" title={title} note={t('rfm.note', { days: rfm.days })}>
      {filled.length === 0
        ? <Empty text={t('lifecycle.noClock')} />
        : <Figure name="rfm" sheet={sheet} height={520} onRow={open}><Matrix rfm={rfm} /><Legend /></Figure>}
    </Card>
  )
}

function Matrix({ rfm }: { rfm: Rfm }) {
  const { t } = useTranslation()
  const filled = rfm.cells.filter((cell) => cell.customers > 0)
  const most = Math.max(...filled.map((cell) => cell.customers))
  const worth = filled.map((cell) => cell.net / cell.customers).toSorted((a, b) => a - b)
  const at = new Map(filled.map((cell) => [`${cell.r}-${cell.f}`, cell]))
  return (
    <div className="matrix">
      {scores.toReversed().map((f) => [
        <div key={`f${f}`} className="matrix-side"><strong>F{f}</strong><Range bounds={rfm.scores.f} score={f} unit="rfm.times" /></div>,
        ...scores.map((r) => <Square key={`${r}-${f}`} r={r} f={f} cell={at.get(`${r}-${f}`)} most={most} worth={worth} />),
      ])}
      <div className="matrix-side small quiet"><Term word="frequency">F ↑</Term> <Term word="recency">R →</Term></div>
      {scores.map((r) => <div key={r} className="matrix-foot"><strong>R{r}</strong><Range bounds={rfm.scores.r} score={r} unit="rfm.daysAgo" /></div>)}
      <span className="skip">{t('rfm.title')}</span>
    </div>
  )
}

function Range({ bounds, score, unit }: { bounds: Schema['ScoreBounds'][]; score: number; unit: string }) {
  const { t } = useTranslation()
  const one = bounds.find((bound) => bound.score === score)
  if (!one) return null
  const range = one.low === one.high ? `${one.low}` : `${one.low}–${one.high}`
  return <span className="quiet small">{t(unit, { range })}</span>
}

interface SquareProps {
  r: number
  f: number
  cell: Cell | undefined
  most: number
  /** Net a customer of all filled cells, rising. */
  worth: number[]
}

function Square({ r, f, cell, most, worth }: SquareProps) {
  const { t } = useTranslation()
  const { lang, currency } = useScope()
  if (!cell) return <div className="matrix-place" />
  const size = `${side(cell.customers, most) * 100}%`
  const tone = shade(cell.net / cell.customers, worth)
  const text = t('rfm.cell', {
    r, f, customers: full(cell.customers, lang), net: fullMoney(cell.net, currency, lang), each: fullMoney(cell.net / cell.customers, currency, lang),
  })
  return (
    <Tooltip title={text}>
      <Link to="/customers" search={{ r, f } as never} className="matrix-place door" aria-label={text}>
        <span aria-hidden style={{ width: size, height: size, background: shades[tone] }} />
        <b aria-hidden>{count(cell.customers, lang)}</b>
      </Link>
    </Tooltip>
  )
}

function Legend() {
  const { t } = useTranslation()
  return (
    <div className="row small quiet" style={{ justifyContent: 'center', marginTop: 16 }}>
      <span>{t('rfm.size')}</span>
      <span aria-hidden>·</span>
      <span>{t('rfm.colour')}</span>
      <span>{t('rfm.little')}</span>
      {shades.map((colour) => <span key={colour} aria-hidden style={{ width: 24, height: 12, background: colour }} />)}
      <span>{t('rfm.much')}</span>
    </div>
  )
}

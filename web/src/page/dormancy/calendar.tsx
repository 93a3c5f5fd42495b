import { Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { Card } from '../../part/card'
import { Figure } from '../../part/chart'
import { day, full } from '../../part/format'
import { useAddress, useScope } from '../../part/scope'
import { Empty } from '../../part/state'
import { days, depth } from './filter'

type Board = Schema['DormancyBoard']

// From nobody to most; ink stays readable on all of them.
const heat = ['#FBFAF8', '#FBE9D7', '#F6CFA6', '#F0B27A', '#E8955A']
const before = 7
const span = 42
const mostRows = 12
// All goods that the calendar does not name.
const others = -1

/** Calendar is who runs out of what on which day; every cell opens its customers. */
export function Calendar({ board }: { board: Board }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const [, write] = useAddress()
  const names = new Map(board.due_goods.map(({ group, name }) => [group, name]))
  const nameOf = (group: number) => names.get(group) || t(group === others ? 'dormancy.otherGoods' : 'dormancy.anyOrder')
  const cells = board.calendar
  const coming = cells.filter((one) => one.day > board.as_of && one.day <= (days(board.as_of, 8).at(-1) ?? ''))
  const open = (row: number) => {
    const cell = cells[row]
    if (cell) write({ due_from: cell.day, due_to: cell.day, group: cell.group === others ? undefined : cell.group, state: undefined, offset: undefined })
  }
  const title = t('dormancy.week', { customers: full(coming.reduce((sum, one) => sum + one.customers, 0), lang) })
  const sheet = {
    head: [t('dormancy.dueDay'), t('dormancy.goods'), t('overview.customers')],
    rows: cells.map((one) => [one.day, nameOf(one.group), one.customers]),
  }
  return (
    <Card className="span-12" title={title} note={t('dormancy.calendarNote')}>
      {cells.length === 0
        ? <Empty text={t('dormancy.noCalendar')} />
        : <Figure name="due-days" sheet={sheet} height={400} onRow={open}><Heat board={board} nameOf={nameOf} open={open} /></Figure>}
    </Card>
  )
}

interface HeatProps {
  board: Board
  nameOf: (group: number) => string
  open: (row: number) => void
}

function Heat({ board, nameOf, open }: HeatProps) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const start = days(new Date(Date.parse(`${board.as_of}T00:00:00Z`) - before * 86_400_000).toISOString().slice(0, 10), span)
  const rows = board.due_goods.slice(0, mostRows).map(({ group }) => group)
  const most = board.calendar.reduce((top, { group, customers }) => (group === others ? top : Math.max(top, customers)), 1)
  const at = new Map(board.calendar.map((one, row) => [`${one.group} ${one.day}`, { one, row }]))
  return (
    <div style={{ overflowX: 'auto' }} tabIndex={0} role="group" aria-label={t('dormancy.calendar')}>
      <div style={{ display: 'grid', gridTemplateColumns: `minmax(96px, 176px) repeat(${span}, minmax(18px, 1fr))`, gap: 2, minWidth: 960 }}>
        <span />
        {start.map((one, k) => (
          <span key={one} className="quiet small" style={{ textAlign: 'center', fontWeight: one === board.as_of ? 700 : 400 }} title={day(one, lang)}>
            {k % 7 === 0 || one === board.as_of ? Number(one.slice(8)) : ''}
          </span>
        ))}
        {rows.map((group) => [
          <span key={group} className="small" style={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }} title={nameOf(group)}>{nameOf(group)}</span>,
          ...start.map((one) => {
            const cell = at.get(`${group} ${one}`)
            const style = { height: 22, border: one === board.as_of ? '1px solid #1B2A41' : 0, borderRadius: 2, padding: 0, background: heat[depth(cell?.one.customers ?? 0, most)] }
            if (!cell) return <span key={`${group} ${one}`} style={style} />
            const text = t('dormancy.cell', { day: day(one, lang), goods: nameOf(group), customers: full(cell.one.customers, lang) })
            return <Tooltip key={`${group} ${one}`} title={text}><button type="button" aria-label={text} style={{ ...style, cursor: 'pointer' }} onClick={() => open(cell.row)} /></Tooltip>
          }),
        ])}
      </div>
    </div>
  )
}

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { stages } from '../../look/token'
import { Card } from '../../part/card'
import { Figure } from '../../part/chart'
import { full, fullMoney, percent } from '../../part/format'
import type { Rule } from '../../part/rule'
import { SaveSegment } from '../../part/save-segment'
import { scopeQuery, useAddress, useScope } from '../../part/scope'
import { Empty, Loaded } from '../../part/state'
import { Door } from '../products/door'
import { deep, levels, type Level, type Row, rowsOf } from './split'

const tint = ['#FBFAF8', '#EEF4F2', '#D2E5E1', '#AED3CC', '#82BAB1']
const shown = 15

/** SecondCard parts every stage by a preference or an attribute: each cell opens its customers (S1-62). */
export function SecondCard() {
  const { t } = useTranslation()
  const scope = useScope()
  const [search, write] = useAddress()
  const by: Level = levels.find((one) => one === search.by) ?? 'top_category'
  const query = { ...scopeQuery(scope), by }
  const split = useQuery({
    queryKey: ['stage-split', query],
    queryFn: ({ signal }) => take(api.GET('/api/segments/stages', { params: { query }, signal })),
    placeholderData: keepPreviousData,
    enabled: scope.asOf !== '',
  })
  const choice = (
    <Select aria-label={t('lifecycle.second')} value={by} style={{ width: 220 }} onChange={(next) => write({ by: next })}
      options={levels.map((value) => ({ value, label: t(`lifecycle.level.${value}`) }))} />
  )
  return <Loaded query={split} height={320}>{(data) => <Table split={data} choice={choice} />}</Loaded>
}

function Table({ split, choice }: { split: Schema['StageSplit']; choice: ReactNode }) {
  const { t } = useTranslation()
  const [all, setAll] = useState(false)
  const name = usePartName(split.by)
  const rows = rowsOf(split.parts)
  const sums = new Map(stages.map((stage) => [stage, rows.reduce((sum, row) => sum + (row.cells.get(stage)?.customers ?? 0), 0)]))
  const known = rows.filter(({ value }) => value !== '')
  const title = known[0] ? t('lifecycle.secondTitle', { level: t(`lifecycle.level.${split.by}`), first: name(known[0].value), customers: known[0].customers }) : t('lifecycle.second')
  const sheet = {
    head: [t(`lifecycle.level.${split.by}`), ...stages.map((stage) => t(`stage.${stage}`))],
    rows: rows.map((row) => [name(row.value), ...stages.map((stage) => row.cells.get(stage)?.customers ?? 0)]),
  }
  const note = <>{t('lifecycle.secondNote')}{split.several && ` · ${t('lifecycle.secondSeveral')}`}</>
  return (
    <Card className="span-12" title={title} extra={choice} note={note}>
      {known.length === 0 ? <Empty text={t('lifecycle.secondNone', { level: t(`lifecycle.level.${split.by}`) })} /> : (
        <Figure name={`stages-by-${split.by}`} sheet={sheet} height={480}>
          <div style={{ overflowX: 'auto' }} tabIndex={0} role="group" aria-label={title}>
            <table style={{ width: '100%', minWidth: 840, borderSpacing: 4, borderCollapse: 'separate' }}>
              <thead><tr><th scope="col" className="quiet small" style={{ textAlign: 'left', fontWeight: 400 }}>{t(`lifecycle.level.${split.by}`)}</th>{stages.map((stage) => <th key={stage} scope="col">{t(`stage.${stage}`)}</th>)}</tr></thead>
              <tbody>{(all ? rows : rows.slice(0, shown)).map((row) => <Line key={row.value} row={row} name={name(row.value)} sums={sums} currency={split.currency} />)}</tbody>
            </table>
          </div>
          {rows.length > shown && <Button size="small" type="link" onClick={() => setAll(!all)}>{all ? t('lifecycle.secondLess') : t('lifecycle.secondAll', { count: rows.length })}</Button>}
        </Figure>
      )}
    </Card>
  )
}

interface LineProps {
  row: Row
  name: string
  sums: Map<string, number>
  currency: string
}

function Line({ row, name, sums, currency }: LineProps) {
  const { t } = useTranslation()
  const { lang } = useScope()
  return (
    <tr>
      <th scope="row" style={{ textAlign: 'left', fontWeight: 400, maxWidth: 220, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }} title={name}>{name}</th>
      {stages.map((stage) => {
        const one = row.cells.get(stage)
        if (!one) return <td key={stage} className="quiet" style={{ textAlign: 'center', background: tint[0], borderRadius: 4, padding: 8 }}>0</td>
        const share = one.customers / Math.max(1, sums.get(stage) ?? 1)
        const rule = one.rule as Rule | undefined
        return (
          <td key={stage} className="heat" style={{ textAlign: 'center', background: tint[deep(share)], borderRadius: 4, padding: '4px 8px' }} title={fullMoney(one.net, currency, lang)}>
            <span className="row" style={{ justifyContent: 'center', gap: 4, flexWrap: 'nowrap' }}>
              {rule ? <Door rule={rule}>{full(one.customers, lang)}</Door> : full(one.customers, lang)}
              <span className="small">{percent(share, 0)}</span>
              {rule && <SaveSegment small rule={rule} name={`${t(`stage.${stage}`)} · ${name}`.slice(0, 80)} size={one.customers} />}
            </span>
          </td>
        )
      })}
    </tr>
  )
}

/** usePartName writes a value of a second level in the reader's language. */
function usePartName(by: string): (value: string) => string {
  const { t } = useTranslation()
  return (value) => {
    if (value === '') return t(['top_category', 'top_brand'].includes(by) ? 'lifecycle.partFew' : 'lifecycle.partUnknown')
    switch (by) {
      case 'ladder': return t(`ladder.${value}`)
      case 'gender': return t(`customer.genders.${value}`, value)
      case 'phase': return t(`habit.phase.${value}`, value)
      case 'browsing_type': return t(`habit.browsing.${value}`, value)
      case 'service_type': return t(`habit.service.${value}`, value)
      case 'r_score': case 'f_score': case 'm_score': return `${by.charAt(0).toUpperCase()}${value}`
    }
    return value
  }
}

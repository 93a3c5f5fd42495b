import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Drawer, Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { care, coral } from '../../look/token'
import { Figure } from '../../part/chart'
import { scopeQuery, useScope } from '../../part/scope'
import { Empty, Loaded } from '../../part/state'
import { doorOf } from './door'
import { largest, steps } from './waterfall'
import { useNames, useWrite } from './words'

type Period = 'week' | 'month'

interface DrillProps {
  node: string
  by: string
  period: Period
  ways: string[]
  choose: (by: string) => void
  close: () => void
}

/** Drill opens a node into segments: what each did to its change, and the customers behind. */
export function Drill({ node, by, period, ways, choose, close }: DrillProps) {
  const { t } = useTranslation()
  const names = useNames()
  const scope = useScope()
  const query = { ...scopeQuery(scope), period, node, by }
  const drill = useQuery({
    queryKey: ['drill', query],
    queryFn: ({ signal }) => take(api.GET('/api/tree/drill', { params: { query }, signal })),
    enabled: scope.asOf !== '',
  })
  return (
    <Drawer open size={760} onClose={close} title={t('tree.drillTitle', { node: names.node(node) })}>
      <div className="stack" style={{ gap: 16 }}>
        <Segmented aria-label={t('tree.openBy')} value={by} onChange={choose} options={ways.map((value) => ({ value, label: t(`tree.by.${value}`) }))} style={{ alignSelf: 'flex-start', flexWrap: 'wrap' }} />
        <Loaded query={drill} height={480}>{(data) => <Segments drill={data} />}</Loaded>
      </div>
    </Drawer>
  )
}

function Segments({ drill }: { drill: Schema['Drill'] }) {
  const { t } = useTranslation()
  const names = useNames()
  const write = useWrite(drill.currency)
  const rows = drill.rows.filter((row) => row.value || row.previous || row.contribution)
  if (rows.length === 0) return <Empty text={t('tree.noSegments')} />
  const parts = largest(rows.map((row) => ({ label: names.segment(drill.by, row.segment), contribution: row.contribution ?? 0 })), t('tree.others'))
  const head = [t(`tree.by.${drill.by}`), t('tree.value'), t('tree.previous'), t('tree.yearAgo'), t('tree.contribution'), ...(isRate(drill) ? [t('tree.rate'), t('tree.mix')] : []), ...(hasCost(drill) ? [t('tree.cost')] : [])]
  const sheet = {
    head,
    rows: rows.map((row) => [names.segment(drill.by, row.segment), row.value, row.previous, row.year_ago, row.contribution, ...(isRate(drill) ? [row.rate, row.mix] : []), ...(hasCost(drill) ? [row.cost] : [])]),
  }
  return (
    <>
      <h3 style={{ fontSize: 15, margin: 0 }}>{t('tree.fromTo', { before: write(drill.previous, drill.unit), now: write(drill.value, drill.unit) })}</h3>
      <dl className="waterfall">
        {steps(drill.previous ?? 0, parts).map((step) => (
          <div key={step.label}>
            <dt className="small">{step.label}</dt>
            <dd className="lane"><span style={{ left: `${step.left * 100}%`, width: `${step.width * 100}%`, background: step.rise ? care : coral }} /></dd>
            <dd className="num small">{step.rise ? '+' : '−'}{write(Math.abs(step.value), drill.unit)}</dd>
          </div>
        ))}
      </dl>
      <Figure name={`${drill.node}-${drill.by}`} sheet={sheet} height={480}>
        <div className="chart-table" tabIndex={0}>
          <table>
            <thead><tr>{head.map((word) => <th key={word} scope="col">{word}</th>)}</tr></thead>
            <tbody>{rows.map((row) => <Row key={row.segment} row={row} drill={drill} />)}</tbody>
          </table>
        </div>
      </Figure>
      <p className="quiet small" style={{ margin: 0 }}>{t(isRate(drill) ? 'tree.rateNote' : 'tree.sumNote')}</p>
    </>
  )
}

const isRate = (drill: Schema['Drill']) => drill.rows.some((row) => row.rate !== null)
const hasCost = (drill: Schema['Drill']) => drill.rows.some((row) => row.cost !== null)

function Row({ row, drill }: { row: Schema['DrillSegment']; drill: Schema['Drill'] }) {
  const names = useNames()
  const write = useWrite(drill.currency)
  const rule = doorOf(drill.by, row.segment, drill.period)
  const name = names.segment(drill.by, row.segment)
  return (
    <tr>
      <td>{rule ? <Link to="/customers" search={{ rule } as never}>{name}</Link> : name}</td>
      <td>{write(row.value, drill.unit)}</td>
      <td>{write(row.previous, drill.unit)}</td>
      <td>{write(row.year_ago, drill.unit)}</td>
      <td className={(row.contribution ?? 0) < 0 ? 'fall' : 'rise'}>{write(row.contribution, drill.unit)}</td>
      {isRate(drill) && <><td>{write(row.rate, drill.unit)}</td><td>{write(row.mix, drill.unit)}</td></>}
      {hasCost(drill) && <td>{write(row.cost, 'money')}</td>}
    </tr>
  )
}

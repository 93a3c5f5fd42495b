import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { Card } from '../../part/card'
import { Figure } from '../../part/chart'
import { day, full, percent, signed } from '../../part/format'
import { may, useMe } from '../../part/me'
import { useScope } from '../../part/scope'
import { Empty } from '../../part/state'
import { Arrow } from './picture'
import { useNames, useWrite } from './words'

type Tree = Schema['Tree']

/** Industry is the shop beside the industry's series: what the owner looks at first. */
export function Industry({ tree }: { tree: Tree }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const names = useNames()
  const write = useWrite(tree.currency)
  const rows = tree.nodes.filter((node) => node.industry !== null)
  const head = [t('tree.measure'), t('tree.value'), t('tree.industry'), t('tree.relative'), t('tree.industryShare'), t('tree.gap'), t('tree.position'), t('tree.published')]
  const cells = rows.map((node) => {
    const one = node.industry
    const share = (value: number | null | undefined) => (value === null || value === undefined ? '—' : percent(value))
    return [
      names.node(node.id), write(node.value, node.unit), write(one?.value, node.unit), one?.relative === null || one?.relative === undefined ? '—' : signed(one.relative),
      share(one?.share), write(one?.gap, node.unit), share(one?.position), one ? `${one.origin}, ${day(one.noted_on, lang)}` : '',
    ]
  })
  return (
    <Card className="span-12" title={rows.length > 0 ? t('tree.industryTitle') : t('tree.noIndustryTitle')} note={t('tree.industryNote')}>
      {rows.length === 0 ? <Empty text={t('tree.noIndustry')} /> : (
        <Figure name="industry" sheet={{ head, rows: cells }} height={280}><Table head={head} rows={cells} /></Figure>
      )}
    </Card>
  )
}

function Table({ head, rows }: { head: string[]; rows: string[][] }) {
  return (
    <div className="chart-table" tabIndex={0}>
      <table>
        <thead><tr>{head.map((word) => <th key={word} scope="col">{word}</th>)}</tr></thead>
        <tbody>{rows.map((row) => <tr key={row[0]}>{row.map((cell, column) => <td key={head[column]}>{cell}</td>)}</tr>)}</tbody>
      </table>
    </div>
  )
}

/** Scorecard is what a department, or the firm's stage, answers for. */
function Scorecard({ title, items, currency, children }: { title: string; items: Schema['TreeScore'][]; currency: string; children?: React.ReactNode }) {
  const { t } = useTranslation()
  const names = useNames()
  const write = useWrite(currency)
  return (
    <Card className="span-3" title={title} extra={children}>
      <dl className="stack" style={{ margin: 0 }}>
        {items.map((item) => (
          <div key={item.measure} className="row spread">
            <dt className="small">{names.node(item.measure)}</dt>
            <dd style={{ margin: 0, textAlign: 'right' }}>
              {item.value === null ? <span className="quiet">{t('tree.unknown')}</span> : <b>{write(item.value, item.unit)}</b>} {item.growth !== null && <span className="small"><Arrow growth={item.growth} /></span>}
              {item.target !== null && <div className="small quiet">{t('tree.ofTarget', { target: write(item.target, item.unit) })}</div>}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}

/** Departments are the scorecards of the departments, and the set of the firm's stage. */
export function Departments({ tree }: { tree: Tree }) {
  const { t } = useTranslation()
  return (
    <>
      <Scorecard title={t('tree.stageTitle', { stage: t(`tree.stage.${tree.stage.id}`) })} items={tree.stage.items} currency={tree.currency}><StageChoice tree={tree} /></Scorecard>
      {tree.departments.filter((one) => one.id !== 'management').map((one) => (
        <Scorecard key={one.id} title={t(`tree.department.${one.id}`)} items={one.items} currency={tree.currency} />
      ))}
    </>
  )
}

function StageChoice({ tree }: { tree: Tree }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { data: me } = useMe()
  const cache = useQueryClient()
  const activate = useMutation({
    mutationFn: (stage: string) => take(api.PUT('/api/tree/stage', { body: { stage } })),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: ['tree'] })
      void message.success(t('tree.stageSaved'))
    },
    onError: () => void message.error(t('tree.stageFailed')),
  })
  if (!may(me, 'setting.write')) return null
  return (
    <Select
      size="small"
      aria-label={t('tree.stageChoice')}
      value={tree.stage.id}
      loading={activate.isPending}
      onChange={(stage: string) => activate.mutate(stage)}
      options={tree.stages.map((value) => ({ value, label: t(`tree.stage.${value}`) }))}
      style={{ minWidth: 96 }}
    />
  )
}

/** People are the KPIs of persons: what each agent's chats led to. */
export function People({ tree }: { tree: Tree }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const write = useWrite(tree.currency)
  const head = [t('tree.agent'), t('tree.asked'), t('tree.boughtAfter'), t('tree.inquiry'), t('tree.previous'), t('tree.node.sales'), t('tree.node.order_value')]
  const rows = tree.agents.map((one) => [one.name, full(one.asked, lang), full(one.bought, lang), write(one.rate, 'rate'), write(one.rate_before, 'rate'), write(one.sales, 'money'), write(one.order_value, 'money')])
  return (
    <Card className="span-12" title={t('tree.peopleTitle')} note={t('tree.peopleNote')}>
      {rows.length === 0 ? <Empty text={t('tree.noPeople')} /> : <Figure name="people" sheet={{ head, rows }} height={320}><Table head={head} rows={rows} /></Figure>}
    </Card>
  )
}

/** Drivers tell the doer which data move the KPI: every node that opens, and by what. */
export function Drivers({ tree, open }: { tree: Tree; open: (node: string, by?: string) => void }) {
  const { t } = useTranslation()
  const names = useNames()
  const nodes = tree.nodes.filter((node) => node.opens.length > 0 && node.value !== null)
  return (
    <Card className="span-12" title={t('tree.driversTitle')}>
      {nodes.length === 0 ? <Empty text={t('tree.nothingSold')} /> : (
        <div className="stack">
          {nodes.map((node) => (
            <div key={node.id} className="row">
              <b style={{ minWidth: 128 }}>{names.node(node.id)}</b>
              {node.opens.map((by) => <Button key={by} size="small" onClick={() => open(node.id, by)}>{t(`tree.by.${by}`)}</Button>)}
            </div>
          ))}
        </div>
      )}
    </Card>
  )
}

// One imported file: what came of every row, and how to mend those refused.
import { DownloadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Alert, Button, Grid, Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { BatchState } from '../../part/batch-state'
import { Card } from '../../part/card'
import { full, instant } from '../../part/format'
import { useZone } from '../../part/instant'
import { useMay } from '../../part/may'
import { useScope } from '../../part/scope'
import { Loaded } from '../../part/state'
import { allRefused } from './account'
import { Fate } from './fate'
import { Nothing } from './nothing'
import { Refused } from './refused'

type Batch = Schema['Batch']
type Reason = Schema['RejectReason']

export default function BatchPage() {
  const id = Number((useParams({ strict: false }) as { id: string }).id)
  const batch = useQuery({
    queryKey: ['imports', 'one', id],
    queryFn: ({ signal }) => take(api.GET('/api/imports/{id}', { params: { path: { id } }, signal })),
    refetchInterval: (query) => (query.state.data?.state === 'running' ? 1500 : false),
  })
  return <div className="page"><Loaded query={batch} height={320}>{(one) => <Report batch={one} />}</Loaded></div>
}

function Report({ batch }: { batch: Batch }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const zone = useZone(batch.shop)
  const at = (time: string) => instant(time, lang, zone)
  const time = batch.finished_at ? t('import.fromTo', { from: at(batch.started_at), to: at(batch.finished_at) }) : at(batch.started_at)
  return (
    <>
      <div className="page-head">
        <h1>{batch.file_name}</h1>
        <BatchState state={batch.state} />
        <p>{t('import.by', { actor: batch.actor })} · <span title={zone && t('part.zone', { zone })}>{time}</span></p>
        <span style={{ marginLeft: 'auto' }}><Link to="/imports">{t('import.another')}</Link></span>
      </div>
      {batch.failure && <Alert type="error" showIcon title={t('import.failed')} description={batch.failure} />}
      {batch.state === 'done' && allRefused(batch) && <Nothing batch={batch} />}
      {batch.state === 'done' && <Fate batch={batch} />}
      {batch.state === 'done' && !allRefused(batch) && <Facts batch={batch} />}
      {batch.rejected > 0 && <Reasons batch={batch} />}
      {batch.reasons.length > 0 && <Refused batch={batch} />}
      {batch.state === 'done' && !allRefused(batch) && <Next />}
    </>
  )
}

const facts = ['orders', 'lines', 'customers', 'refunds', 'changed', 'duplicates', 'keyless'] as const

/** others are the counts of facts that are no orders. */
const others = ['added', 'changed', 'known', 'customers', 'visitors'] as const

function Facts({ batch }: { batch: Batch }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const ofOrders = batch.kind === 'orders'
  const title = ofOrders
    ? t('import.reportTitle', { orders: full(batch.orders, lang), customers: full(batch.customers, lang) })
    : t('kind.reportTitle', { kind: t(`kind.of.${batch.kind}`, batch.kind), added: full(batch.added, lang) })
  return (
    <Card title={title} asOf={null} note={ofOrders ? t('import.onceOnly') : t('kind.onceOnly')}>
      <dl className="facts">
        {(ofOrders ? facts : others).map((key) => (
          <div key={key} data-testid={key}>
            <dt className="quiet">{ofOrders ? t(`import.fact.${key}`) : t(`kind.fact.${key}`)}</dt>
            <dd className="figure">{full(batch[key], lang)}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}

function Reasons({ batch }: { batch: Batch }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const unmask = useMay('customer.unmask')
  const { sm = true } = Grid.useBreakpoint()
  const why = (one: Reason) => t(`refusal.${one.reason}.why`, one.sentence)
  const cure = (one: Reason) => t(`refusal.${one.reason}.cure`, one.cure)
  return (
    <Card title={t('import.reasonsTitle', { count: batch.rejected, n: full(batch.rejected, lang) })} asOf={null} note={t('import.againHint')}>
      <Table<Reason>
        size="small" rowKey={(one) => one.reason + one.sentence} pagination={false} dataSource={batch.reasons.filter(({ aside }) => !aside).toSorted((a, b) => b.count - a.count)}
        columns={[
          { title: t('import.reason'), render: (_, one) => <>{why(one)}{!sm && <div className="quiet small">{cure(one)}</div>}</> },
          ...(sm ? [{ title: t('import.cure'), render: (_: unknown, one: Reason) => cure(one) }] : []),
          { title: t('import.rows'), align: 'right', width: sm ? 110 : 70, render: (_, one) => full(one.count, lang) },
        ]}
      />
      <div className="row" style={{ marginTop: 12 }}>
        {unmask && <Button icon={<DownloadOutlined />} href={`/api/imports/${batch.id}/rejects.csv`} download>{t('import.refusedCsv')}</Button>}
        <Link to="/imports"><Button tabIndex={-1}>{t('import.again')}</Button></Link>
      </div>
    </Card>
  )
}

function Next() {
  const { t } = useTranslation()
  return (
    <Card title={t('import.nextTitle')} asOf={null}>
      <div className="row">
        <Link to="/"><Button tabIndex={-1}>{t('nav.overview')}</Button></Link>
        <Link to="/lifecycle"><Button tabIndex={-1}>{t('nav.lifecycle')}</Button></Link>
        <Link to="/segments/new"><Button type="primary" tabIndex={-1}>{t('segment.fresh')}</Button></Link>
      </div>
    </Card>
  )
}

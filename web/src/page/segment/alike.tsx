import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { InputNumber, Table, type TableProps } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, type Schema, take } from '../../api/client'
import { Card } from '../../part/card'
import { Figure } from '../../part/chart'
import { full } from '../../part/format'
import { Grounds } from '../../part/learned'
import { SavePick } from '../../part/save-pick'
import { useScope } from '../../part/scope'
import { Loaded } from '../../part/state'

type Answer = Schema['AlikeAnswer']
type Customer = Schema['AlikeCustomer']

/** Alike lists who is outside a segment and like those inside. */
export function Alike({ segment }: { segment: Schema['Segment'] }) {
  const { asOf } = useScope()
  const params = { path: { id: segment.id }, query: { as_of: asOf || undefined, limit: 50 } }
  const alike = useQuery({
    queryKey: ['segments', segment.id, 'alike', asOf, segment.version],
    queryFn: ({ signal }) => take(api.GET('/api/segments/{id}/lookalike', { params, signal })),
  })
  return <Loaded query={alike} height={320}>{(data) => <List answer={data} segment={segment} />}</Loaded>
}

function useTrait() {
  const { t } = useTranslation()
  return (trait: string, choice: string) => (choice ? `${t(`field.name.${trait}`, trait)} ${choice}` : t(`predict.trait.${trait}`))
}

function List({ answer, segment }: { answer: Answer; segment: Schema['Segment'] }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const [top, setTop] = useState(500)
  const nameOf = useTrait()
  const columns = useColumns()
  if (answer.basis === 'none') return <Grounds basis="none" reason={answer.reason} />
  const title = answer.auc === undefined
    ? t('predict.byCosine', { count: full(answer.members, lang) })
    : t('predict.byLogistic', { auc: answer.auc.toFixed(2), count: full(answer.members, lang) })
  const sheet = {
    head: [t('predict.customer'), t('predict.likeness'), t('predict.because')],
    rows: answer.alike.map((one) => [one.id, one.score, one.reasons.map((cause) => nameOf(cause.trait, cause.choice)).join(' · ')]),
  }
  const strongest = answer.weights.slice(0, 4).map((one) => `${nameOf(one.trait, one.choice)} ${one.weight > 0 ? '▲' : '▼'}`).join(' · ')
  const save = (
    <span className="row">
      <InputNumber aria-label={t('predict.topAlike')} min={1} max={10000} value={top} onChange={(value) => setTop(value ?? 500)} />
      <SavePick pick={{ of: 'alike', segment: segment.id, top }} name={t('predict.alikeSegment', { name: segment.name })} />
    </span>
  )
  return (
    <Card title={title} extra={save} asOf={answer.as_of} note={strongest && t('predict.speaks', { traits: strongest })}>
      <Figure name="alike" sheet={sheet} height={400}>
        <Table<Customer> size="small" rowKey="id" dataSource={answer.alike} columns={columns} scroll={{ x: 640 }} pagination={{ pageSize: 10, showSizeChanger: false }} />
      </Figure>
    </Card>
  )
}

function useColumns(): NonNullable<TableProps<Customer>['columns']> {
  const { t } = useTranslation()
  const { lang } = useScope()
  const nameOf = useTrait()
  const write = (trait: string, value: number) => (trait.endsWith('_share') ? `${Math.round(value * 100)} %` : value < 10 ? value.toFixed(1) : full(Math.round(value), lang))
  return [
    { key: 'name', title: t('customer.name'), render: (_, one) => <Link to={`/customers/${one.id}`}>{one.name || `#${one.id}`}</Link> },
    { key: 'score', title: t('predict.likeness'), align: 'right', render: (_, one) => one.score.toFixed(3) },
    {
      key: 'because', title: t('predict.because'),
      render: (_, one) => one.reasons.map(({ trait, choice, value }) => (choice ? nameOf(trait, choice) : `${nameOf(trait, '')} ${write(trait, value)}`)).join(' · '),
    },
  ]
}

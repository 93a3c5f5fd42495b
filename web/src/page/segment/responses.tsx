// How the segment answered past campaigns, by part; a part becomes a segment of its own.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { App, Button, Segmented, Table } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { Card } from '../../part/card'
import { Download } from '../../part/download'
import { full } from '../../part/format'
import { useMay } from '../../part/may'
import { Estimate } from '../../part/number'
import { scopeQuery, useScope } from '../../part/scope'
import { Empty, Loaded, sentenceOf } from '../../part/state'

type Segment = Schema['Segment']
type Response = Schema['SegmentResponse']

const splits = ['stage', 'ladder', 'category'] as const
type Split = (typeof splits)[number]

/** Responses shows response rates by stage, ladder or category, and refines the segment by them. */
export function Responses({ segment }: { segment: Segment }) {
  const { t } = useTranslation()
  const scope = useScope()
  const [by, setBy] = useState<Split>('stage')
  const answers = useQuery({
    queryKey: ['segments', segment.id, 'responses', scope.asOf, by],
    queryFn: async ({ signal }) => (await take(api.GET('/api/segments/{id}/responses', { params: { path: { id: segment.id }, query: { ...scopeQuery(scope), by } }, signal }))).items,
  })
  const choice = <Segmented size="small" aria-label={t('refine.by')} value={by} onChange={setBy} options={splits.map((one) => ({ value: one, label: t(`refine.split.${one}`) }))} />
  return <Loaded query={answers} height={200}>{(items) => <ResponsesCard segment={segment} items={items} by={by} choice={choice} />}</Loaded>
}

interface CardProps {
  segment: Segment
  items: Response[]
  by: Split
  choice: React.ReactNode
}

function ResponsesCard({ segment, items, by, choice }: CardProps) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const word = (value: string) => (by === 'category' ? value : t(`${by}.${value}`, value))
  const best = items.filter(({ sent }) => sent >= 30).toSorted((a, b) => b.rate - a.rate)[0]
  const title = best ? t('refine.bestTitle', { part: word(best.value), campaign: best.campaign }) : t('refine.title')
  const head = [t('refine.campaign'), t('refine.part'), t('refine.sent'), t('refine.opened'), t('refine.clicked'), t('refine.bought'), t('refine.rate')]
  const rows = items.map((one) => [one.campaign, word(one.value), one.sent, one.opened, one.clicked, one.bought, one.rate])
  return (
    <Card title={title} note={t('refine.caution')} extra={<span className="row">{choice}{items.length > 0 && <Download name={`segment-${segment.id}-responses`} sheet={{ head, rows }} />}</span>}>
      {items.length === 0 ? <Empty text={t('refine.none')} action={<Link to="/campaigns/new" search={{ segment: segment.id } as never}>{t('segment.toCampaign')}</Link>} /> : (
        <Table<Response>
          size="small" rowKey={(one) => `${one.campaign_id} ${one.value}`} dataSource={items} scroll={{ x: 760 }} pagination={items.length > 20 ? { pageSize: 20 } : false}
          columns={[
            { title: head[0], render: (_, one) => <Link to={`/campaigns/${one.campaign_id}`}>{one.campaign}</Link> },
            { title: head[1], render: (_, one) => word(one.value) },
            { title: head[2], align: 'right', render: (_, one) => full(one.sent, lang) },
            { title: head[3], align: 'right', render: (_, one) => full(one.opened, lang) },
            { title: head[4], align: 'right', render: (_, one) => full(one.clicked, lang) },
            { title: head[5], align: 'right', render: (_, one) => full(one.bought, lang) },
            { title: head[6], render: (_, one) => <Estimate value={one.rate} low={one.low} high={one.high} /> },
          ]}
        />
      )}
      {items.length > 0 && <Refine segment={segment} parts={partsOf(items, word)} />}
    </Card>
  )
}

interface NewSegment {
  name: string
  rule: Response['rule']
}

/** partsOf is each part once, whatever the number of campaigns. */
function partsOf(items: Response[], word: (value: string) => string): NewSegment[] {
  return [...new Map(items.map(({ value, rule }) => [value, { name: word(value), rule }])).values()]
}

function Refine({ segment, parts }: { segment: Segment; parts: NewSegment[] }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const cache = useQueryClient()
  const may = useMay('segment.write')
  const make = useMutation({
    mutationFn: async () => {
      for (const { name, rule } of parts) {
        await take(api.POST('/api/segments', { body: { name: `${segment.name} · ${name}`, shop: segment.shop, kind: 'rule', rule } }))
      }
    },
    onSuccess: () => void message.success(t('refine.made', { count: parts.length })),
    onError: (error) => void message.error(sentenceOf(error)),
    onSettled: () => cache.invalidateQueries({ queryKey: ['segments'] }),
  })
  if (!may) return null
  return <Button loading={make.isPending} onClick={() => make.mutate()}>{t('refine.refine', { count: parts.length })}</Button>
}

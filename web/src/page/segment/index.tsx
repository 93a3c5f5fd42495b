// The segment: whom do I mean? Conditions to click together beside a live count.
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Alert, Button, Segmented, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { Card } from '../../part/card'
import { ExportCustomers } from '../../part/download'
import { useMay } from '../../part/may'
import type { Rule } from '../../part/rule'
import { scopeQuery, useAddress, useScope } from '../../part/scope'
import { Screen, useNoData } from '../../part/screen'
import { Loaded } from '../../part/state'
import { Builder } from './builder'
import { LiveCount, Sample, StageMix } from './count'
import { Runs, Versions } from './history'
import { Insight } from './insight'
import { JsonView } from './json'
import { type Field, useFields } from './language'
import { Neighbours } from './neighbours'
import { type Query, toQuery, toRule, unfinished } from './query'
import { Responses } from './responses'
import { Save } from './save'
import { useCount } from './use-count'

type Segment = Schema['Segment']

export default function SegmentPage() {
  const { id } = useParams({ strict: false }) as { id?: string }
  return id ? <Known key={id} id={Number(id)} /> : <Fresh />
}

function Fresh() {
  const { t } = useTranslation()
  return useNoData() ? <Screen title={t('segment.fresh')}>{null}</Screen> : <FreshEditor />
}

function FreshEditor() {
  const fields = useFields()
  const [search] = useAddress()
  const given = typeof search.rule === 'object' && search.rule !== null ? (search.rule as Rule) : { all: [] }
  return <div className="page"><Loaded query={fields} height={400}>{(list) => <Editor fields={list} start={given} />}</Loaded></div>
}

function Known({ id }: { id: number }) {
  const fields = useFields()
  const segment = useQuery({
    queryKey: ['segments', id],
    queryFn: ({ signal }) => take(api.GET('/api/segments/{id}', { params: { path: { id } }, signal })),
  })
  return (
    <div className="page">
      <Loaded query={segment} height={400}>
        {(one) => one.kind === 'list'
          ? <ListSegment segment={one} />
          : <Loaded query={fields} height={400}>{(list) => <Editor fields={list} segment={one} start={one.rule} />}</Loaded>}
      </Loaded>
      {segment.data && <Insight segment={segment.data} />}
    </div>
  )
}

function Head({ segment }: { segment?: Segment }) {
  const { t } = useTranslation()
  return (
    <div className="page-head">
      <h1>{segment ? segment.name : t('segment.fresh')}</h1>
      {segment && <Tag>{t('segment.versionOf', { version: segment.version })}</Tag>}
      {segment?.uses.map((use) => <Link key={use.campaign_id} to={`/campaigns/${use.campaign_id}`}>{t('segment.usedBy', { name: use.name })}</Link>)}
      {segment && <Next segment={segment} />}
    </div>
  )
}

function Next({ segment }: { segment: Segment }) {
  const { t } = useTranslation()
  const may = useMay('campaign.write')
  const scope = useScope()
  return (
    <span className="row" style={{ marginLeft: 'auto' }}>
      {segment.unused && <Tag color="warning" title={t('segment.unusedWhy')}>{t('segment.unused')}</Tag>}
      <ExportCustomers query={{ ...scopeQuery(scope), segment: segment.id }} />
      <Link to="/customers" search={{ segment: segment.id } as never}><Button tabIndex={-1}>{t('part.seeCustomers')}</Button></Link>
      {may && <Link to="/campaigns/new" search={{ segment: segment.id } as never}><Button type="primary" tabIndex={-1}>{t('segment.toCampaign')}</Button></Link>}
    </span>
  )
}

function ListSegment({ segment }: { segment: Segment }) {
  const { t } = useTranslation()
  const count = useCount({ segment: segment.id })
  return (
    <>
      <Head segment={segment} />
      <p className="quiet">{t('segment.isList')}</p>
      <LiveCount count={count} missing={0} />
      {count.data && <StageMix preview={count.data} />}
      {count.data && <Sample preview={count.data} segment={segment.id} />}
      {count.data && <Neighbours rule={{ segment: segment.id }} count={count.data.count} self={segment.id} />}
      <Responses segment={segment} />
    </>
  )
}

interface EditorProps {
  fields: Field[]
  segment?: Segment
  start: Rule
}

function Editor({ fields, segment, start }: EditorProps) {
  const { t } = useTranslation()
  const edit = useEdit(start)
  const count = useCount(edit.missing === 0 ? edit.rule : null)
  return (
    <>
      <Head segment={segment} />
      <div className="grid">
        <Card className="span-8" title={t('segment.whom')} asOf={null} extra={<Segmented size="small" value={edit.view} onChange={edit.turn} options={[{ value: 'click', label: t('segment.click') }, { value: 'json', label: 'JSON' }]} />}>
          <div className="stack" style={{ gap: 16 }}>
            {edit.unreadable && <Alert type="warning" showIcon title={edit.unreadable} />}
            {edit.view === 'click'
              ? <Builder fields={fields} query={edit.query} onChange={edit.draw} />
              : <JsonView key={edit.turned} rule={edit.rule ?? start} onChange={edit.write} error={count.error} />}
            <Save key={segment?.version} segment={segment} rule={edit.missing === 0 && !count.error ? edit.rule : null} />
          </div>
        </Card>
        <div className="span-4 aside"><LiveCount count={count} missing={edit.missing} /></div>
      </div>
      {count.data && <StageMix preview={count.data} />}
      {count.data && <Sample preview={count.data} />}
      {count.data && edit.rule && edit.missing === 0 && !count.error && <Neighbours rule={edit.rule} count={count.data.count} self={segment?.id} />}
      {segment && <Responses segment={segment} />}
      {segment && <div className="grid"><div className="span-6 fill"><Runs segment={segment} /></div><div className="span-6 fill"><Versions segment={segment} open={(version) => edit.load(version.rule)} /></div></div>}
    </>
  )
}

type View = 'click' | 'json'

/** drawn is a rule for the builder, or what stands in the way of drawing it. */
function drawn(rule: Rule): Query | null {
  try {
    return toQuery(rule)
  } catch {
    return null
  }
}

const nothing: Query = { combinator: 'and', rules: [] }

/** useEdit is the rule in the editor, as a drawing and as text. */
function useEdit(start: Rule) {
  const { t } = useTranslation()
  const [rule, setRule] = useState<Rule | null>(start)
  const [query, setQuery] = useState<Query>(() => drawn(start) ?? nothing)
  const [view, setView] = useState<View>(() => (drawn(start) ? 'click' : 'json'))
  const [turned, setTurned] = useState(0)
  const [unreadable, setUnreadable] = useState('')
  const load = (next: Rule) => {
    const picture = drawn(next)
    setRule(next)
    setQuery(picture ?? nothing)
    if (!picture) setView('json')
    setTurned((n) => n + 1)
  }
  const turn = (next: View) => {
    const picture = next === 'click' ? (rule ? drawn(rule) : null) : query
    setUnreadable(picture ? '' : t('segment.notDrawn'))
    if (!picture) return
    setQuery(picture)
    setView(next)
    setTurned((n) => n + 1)
  }
  const draw = (next: Query) => {
    setQuery(next)
    setRule(toRule(next))
  }
  return { rule, query, view, turned, unreadable, missing: view === 'click' ? unfinished(query) : 0, load, turn, draw, write: setRule }
}

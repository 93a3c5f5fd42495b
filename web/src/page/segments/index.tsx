// All segments: how large, how they move, who uses them.
import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Table, Tag, type TableProps } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { Card } from '../../part/card'
import { day, difference, full } from '../../part/format'
import { useMay } from '../../part/may'
import { MixBar } from '../../part/mix-bar'
import { useScope } from '../../part/scope'
import { Screen } from '../../part/screen'
import { Empty, Loaded } from '../../part/state'
import { Gallery } from './gallery'
import { ListUpload } from './list-upload'

type Segment = Schema['Segment']

export default function Segments() {
  const { t } = useTranslation()
  const may = useMay('segment.write')
  const segments = useQuery({
    queryKey: ['segments'],
    queryFn: async ({ signal }) => (await take(api.GET('/api/segments', { signal }))).items,
  })
  return (
    <Screen title={t('nav.segments')} question={t('segment.question')} extra={may && <Tools />}>
      <Loaded query={segments} height={320}>{(items) => <List items={items} />}</Loaded>
    </Screen>
  )
}

function Tools() {
  const { t } = useTranslation()
  const [open, setOpen] = useState<'list' | 'ready'>()
  const close = () => setOpen(undefined)
  return (
    <span className="row">
      <Button onClick={() => setOpen('ready')}>{t('ready.title')}</Button>
      <Button onClick={() => setOpen('list')}>{t('segment.upload')}</Button>
      <Link to="/segments/new"><Button type="primary" icon={<PlusOutlined />} tabIndex={-1}>{t('segment.fresh')}</Button></Link>
      {open === 'list' && <ListUpload close={close} />}
      {open === 'ready' && <Gallery close={close} />}
    </span>
  )
}

function List({ items }: { items: Segment[] }) {
  const { t } = useTranslation()
  const columns = useColumns()
  if (items.length === 0) {
    return <Card title={t('segment.noneTitle')} asOf={null}><Empty text={t('segment.none')} action={<Link to="/segments/new">{t('segment.fresh')}</Link>} /></Card>
  }
  const unused = items.filter((one) => one.unused).length
  return (
    <Card title={t('segment.listTitle', { count: items.length, unused })} asOf={null}>
      <Table<Segment> size="small" rowKey="id" dataSource={items} columns={columns} scroll={{ x: 880 }} pagination={items.length > 50 ? { pageSize: 50 } : false} />
    </Card>
  )
}

function useColumns(): NonNullable<TableProps<Segment>['columns']> {
  const { t } = useTranslation()
  const { lang } = useScope()
  return [
    { title: t('segment.name'), render: (_, one) => <Link to={`/segments/${one.id}`}>{one.name}</Link>, sorter: (a, b) => a.name.localeCompare(b.name) },
    { title: t('segment.kind'), width: 90, render: (_, one) => t(`segment.kindOf.${one.kind}`) },
    { title: t('segment.size'), width: 110, align: 'right', sorter: (a, b) => (a.size ?? 0) - (b.size ?? 0), render: (_, one) => (one.size === undefined ? <span className="quiet">{t('segment.notCounted')}</span> : full(one.size, lang)) },
    { title: t('segment.trend'), width: 150, render: (_, one) => <Trend segment={one} /> },
    { title: t('segment.mix'), width: 160, render: (_, one) => <Mix segment={one} /> },
    { title: t('segment.countedOn'), width: 130, render: (_, one) => (one.as_of ? day(one.as_of, lang) : '') },
    { title: t('segment.usedIn'), render: (_, one) => <Uses segment={one} /> },
  ]
}

function Trend({ segment }: { segment: Segment }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  if (segment.size === undefined) return null
  if (segment.entered === 0 && segment.departed === 0) return <span className="quiet small">{t('segment.steady')}</span>
  return <span className="small" title={t('segment.trendTitle')}><span className="rise">{difference(segment.entered, lang)}</span> / <span className="fall">{difference(-segment.departed, lang)}</span></span>
}

function Mix({ segment }: { segment: Segment }) {
  const { shop, as_of: asOf } = segment
  const mix = useQuery({
    queryKey: ['segment-mix', segment.id, segment.version, shop, asOf],
    enabled: asOf !== undefined,
    staleTime: 10 * 60_000,
    queryFn: ({ signal }) => take(api.POST('/api/segments/preview', { body: { rule: { segment: segment.id }, shop, as_of: asOf }, signal })),
  })
  return mix.data ? <MixBar mix={mix.data.stages} /> : null
}

function Uses({ segment }: { segment: Segment }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const may = useMay('campaign.write')
  if (segment.unused) {
    return (
      <span className="row small" title={t('segment.unusedWhy')}>
        <Tag color="warning">{t('segment.unused')}</Tag>
        {may && <Link to="/campaigns/new" search={{ segment: segment.id } as never}>{t('segment.toCampaign')}</Link>}
      </span>
    )
  }
  return (
    <span className="row small">
      {segment.uses.slice(0, 3).map((use) => <Link key={use.campaign_id} to={`/campaigns/${use.campaign_id}`}>{use.name}</Link>)}
      {segment.exported_at && <span className="quiet">{t('segment.exported', { day: day(segment.exported_at.slice(0, 10), lang) })}</span>}
      {segment.uses.length > 3 && <span className="quiet">+{segment.uses.length - 3}</span>}
    </span>
  )
}

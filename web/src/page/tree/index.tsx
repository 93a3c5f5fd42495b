// KPI tree: how is the shop, what moved it, and who does what about it?
import { useQuery } from '@tanstack/react-query'
import { Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { Screen } from '../../part/screen'
import { scopeQuery, useAddress, useScope } from '../../part/scope'
import { Empty, Loaded } from '../../part/state'
import { Departments, Drivers, Industry, People } from './cards'
import { Causes } from './causes'
import { Drill } from './drill'
import { Picture } from './picture'
import { Links, Planks } from './planks'
import { Targets } from './targets'
import './tree.css'

type Period = 'week' | 'month'

// Nodes that a cause may name though the tree of the shop does not draw them.
const ways: Record<string, string[]> = { units: ['category', 'product'], buyers: ['source', 'source_group', 'kind', 'stage', 'ladder', 'province'] }

const roles = ['owner', 'manager', 'head', 'doer']

export default function TreePage() {
  const { t } = useTranslation()
  const scope = useScope()
  const [search, write] = useAddress()
  const period: Period = search.period === 'month' ? 'month' : 'week'
  const role = roles.includes(String(search.role)) ? String(search.role) : 'manager'
  const query = { ...scopeQuery(scope), period }
  const tree = useQuery({
    queryKey: ['tree', query],
    queryFn: ({ signal }) => take(api.GET('/api/tree', { params: { query }, signal })),
    enabled: scope.asOf !== '',
  })
  const tools = (
    <div className="row">
      <Segmented aria-label={t('tree.period')} value={period} onChange={(value) => write({ period: value })} options={['week', 'month'].map((value) => ({ value, label: t(`tree.${value}`) }))} />
      <Segmented aria-label={t('tree.role')} value={role} onChange={(value) => write({ role: value })} options={roles.map((value) => ({ value, label: t(`tree.roles.${value}`) }))} />
    </div>
  )
  return (
    <Screen title={t('nav.tree')} question={t(`tree.question.${role}`)} extra={tools}>
      <Loaded query={tree} height={640}>{(data) => <Shop tree={data} role={role} period={period} />}</Loaded>
    </Screen>
  )
}

function Shop({ tree, role, period }: { tree: Schema['Tree']; role: string; period: Period }) {
  const { t } = useTranslation()
  const [opened, setOpened] = useState<{ node: string; by: string }>()
  const chosen = tree.roles.find((one) => one.id === role)
  const shows = (what: string) => chosen?.shows.includes(what) ?? false
  const waysOf = (node: string) => tree.nodes.find((one) => one.id === node)?.opens ?? ways[node] ?? []
  const open = (node: string, by?: string) => {
    const known = waysOf(node)
    const way = by && known.includes(by) ? by : known[0]
    if (way) setOpened({ node, by: way })
  }
  if (tree.sentences[0]?.code === 'empty') return <section className="card"><Empty text={t('tree.nothingSold')} /></section>
  return (
    <div className="grid">
      <Picture tree={tree} mine={chosen?.nodes ?? []} open={(node) => open(node)} />
      <Causes tree={tree} open={open} />
      <Planks tree={tree} />
      {shows('industry') && <Industry tree={tree} />}
      {(shows('departments') || shows('stage')) && <Departments tree={tree} />}
      {shows('people') && <People tree={tree} />}
      {shows('drivers') && <Drivers tree={tree} open={open} />}
      <Targets currency={tree.currency} />
      <Links tree={tree} />
      <Missing missing={tree.missing} />
      {opened && (
        <Drill node={opened.node} by={opened.by} period={period} ways={waysOf(opened.node)} choose={(by) => setOpened({ ...opened, by })} close={() => setOpened(undefined)} />
      )}
    </div>
  )
}

/** Missing says which imports would fill which gaps. */
function Missing({ missing }: { missing: string[] }) {
  const { t } = useTranslation()
  if (missing.length === 0) return null
  return (
    <section className="card span-12">
      <h2 style={{ fontSize: 15, margin: '0 0 8px' }}>{t('tree.missingTitle')}</h2>
      <ul style={{ margin: 0, paddingLeft: 20 }}>{missing.map((kind) => <li key={kind}>{t(`tree.missing.${kind}`)}</li>)}</ul>
    </section>
  )
}

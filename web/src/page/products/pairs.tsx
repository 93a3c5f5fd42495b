import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Table, type TableProps } from 'antd'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { ink } from '../../look/token'
import { Card } from '../../part/card'
import { Chart } from '../../part/chart'
import { full, percent } from '../../part/format'
import type { Rule } from '../../part/rule'
import { SaveSegment } from '../../part/save-segment'
import { scopeQuery, useScope } from '../../part/scope'
import { Empty, Loaded } from '../../part/state'
import { Head } from './head'
import type { Pick } from '../../part/use-chart'
import { Door, ProductLink } from './door'
import { Hints } from './hints'
import { type Knot, neighbours, type Pair } from './network'
import { halfway, halfwayCategory } from './rule'

/** Pairs is what goes with what: as a network, as a table, and by category. */
export function Pairs() {
  const scope = useScope()
  const query = scopeQuery(scope)
  const pairs = useQuery({
    queryKey: ['product-pairs', query],
    queryFn: ({ signal }) => take(api.GET('/api/products/pairs', { params: { query }, signal })),
    enabled: scope.asOf !== '',
  })
  return <Loaded query={pairs} height={640}>{(data) => <Found data={data} />}</Loaded>
}

function Found({ data }: { data: Schema['ProductPairs'] }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const best = data.together[0]
  const title = best?.sure && best.lift !== null
    ? t('product.pairTitle', { a: best.a.title || best.a.product, b: best.b.title || best.b.product, lift: best.lift.toFixed(1) })
    : t('product.pairNone')
  return (
    <div className="grid">
      <div className="span-12"><Hints notes={data.notes} /></div>
      <Network pairs={data.together.filter((one) => one.sure).slice(0, 60)} />
      <Card className="span-12" title={title} note={t('product.pairNote', { days: data.days, baskets: full(data.baskets, lang), found: full(data.found, lang), sure: full(data.sure, lang) })}>
        {data.together.length === 0 ? <Empty text={t('product.pairEmpty')} /> : <PairTable pairs={data.together} days={data.days} />}
      </Card>
      <Card className="span-12" title={t('product.nextTitle')} note={t('product.nextNote')}>
        {data.next.length === 0 ? <Empty text={t('product.nextEmpty')} /> : <PairTable pairs={data.next} days={data.days} next />}
      </Card>
      <Categories pairs={data.categories} days={data.days} />
    </div>
  )
}

function Network({ pairs }: { pairs: Pair[] }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const navigate = useNavigate()
  const open = useCallback((pair: Pair | undefined, days: number) => {
    if (pair) void navigate({ to: '/customers', search: { rule: halfway(pair.a.product, pair.b.product, days) } as never })
  }, [navigate])
  const pick = useCallback(({ dataType, data }: Pick) => {
    if (dataType === 'edge') open((data as { pair?: Pair }).pair, 365)
    else void navigate({ to: `/products/${(data as { knot: Knot }).knot.id}` as never })
  }, [navigate, open])
  const option = useNetwork(pairs)
  const sheet = {
    head: ['A', 'B', t('product.together'), 'lift', t('product.liftLow')],
    rows: pairs.map((one) => [one.a.title, one.b.title, one.baskets, one.lift, one.lift_low]),
  }
  if (pairs.length === 0) return null
  const title = t('product.networkTitle', { pairs: full(pairs.length, lang) })
  return (
    <Card className="span-12" title={title} note={t('product.networkNote')}>
      <Chart name="product-network" label={title} option={option} sheet={sheet} height={480} onPick={pick} onRow={(row) => open(pairs[row], 365)} />
    </Card>
  )
}

const palette = ['#0F766E', '#D9480F', '#1D4ED8', '#A16207', '#7C3AED', '#4D8B31', '#BE185D', '#64748B']

function useNetwork(pairs: Pair[]) {
  const { t } = useTranslation()
  return useMemo(() => {
    const { nodes, links } = neighbours(pairs)
    const kinds = [...new Set(nodes.map((one) => one.category))]
    const most = Math.max(1, ...nodes.map((one) => one.weight))
    const strongest = Math.max(1, ...links.map((one) => one.lift_low ?? 1))
    return {
      tooltip: {
        formatter: ({ dataType, data }: { dataType: string; data: { pair?: Pair; knot?: Knot } }) => dataType === 'edge' && data.pair
          ? `${safe(data.pair.a.title)} + ${safe(data.pair.b.title)}<br>${t('product.pairTip', { baskets: data.pair.baskets, lift: data.pair.lift?.toFixed(1) ?? '—' })}`
          : safe(data.knot?.name ?? ''),
      },
      series: [{
        type: 'graph', layout: 'force', force: { repulsion: 60, edgeLength: [20, 80], gravity: 0.25, layoutAnimation: false }, roam: true, cursor: 'pointer',
        label: { show: true, color: ink, fontSize: 12, position: 'right', width: 120, overflow: 'truncate' }, labelLayout: { hideOverlap: true },
        data: nodes.map((one) => ({
          id: String(one.id), name: one.name, knot: one, symbolSize: 10 + 24 * Math.sqrt(one.weight / most),
          itemStyle: { color: palette[kinds.indexOf(one.category) % palette.length] },
        })),
        links: links.map((one) => ({
          source: String(one.a.id), target: String(one.b.id), pair: one, lineStyle: { width: 1 + 5 * ((one.lift_low ?? 1) / strongest), color: '#94A3B8', opacity: 0.8 },
        })),
      }],
    }
  }, [pairs, t])
}

function safe(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

interface PairTableProps {
  pairs: Pair[]
  days: number
  /** B is in the basket after A's. */
  next?: boolean
}

/** PairTable lists pairs; each opens who bought one and not yet the other. */
export function PairTable({ pairs, days, next }: PairTableProps) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const number = (value: number | null) => value === null ? <span className="quiet" title={t('product.liftHidden')}>—</span> : value.toFixed(2)
  const share = (value: number | null) => value === null ? '—' : percent(value)
  const columns: TableProps<Pair>['columns'] = [
    { title: next ? t('product.firstThis') : 'A', ellipsis: true, width: 200, render: (_, one) => <ProductLink good={one.a} /> },
    { title: next ? t('product.thenThat') : 'B', ellipsis: true, width: 200, render: (_, one) => <ProductLink good={one.b} /> },
    { title: t('product.together'), width: 96, align: 'right', sorter: (a, b) => a.baskets - b.baskets, render: (_, one) => full(one.baskets, lang) },
    { title: <Head word="support" />, width: 88, align: 'right', render: (_, one) => share(one.support) },
    { title: <>{!next && 'A → B '}<Head word="confidence" /></>, width: 120, align: 'right', sorter: (a, b) => (a.confidence ?? 0) - (b.confidence ?? 0), render: (_, one) => share(one.confidence) },
    ...(next ? [] : [{ title: <>B → A <Head word="confidence" /></>, width: 120, align: 'right' as const, sorter: (a: Pair, b: Pair) => (a.back ?? 0) - (b.back ?? 0), render: (_: unknown, one: Pair) => share(one.back) }]),
    { title: <Head word="lift" />, width: 80, align: 'right', sorter: (a, b) => (a.lift ?? 0) - (b.lift ?? 0), render: (_, one) => number(one.lift) },
    { title: t('product.liftLow'), width: 96, align: 'right', sorter: (a, b) => (a.lift_low ?? 0) - (b.lift_low ?? 0), render: (_, one) => number(one.lift_low) },
    { title: t('product.sureName'), width: 72, render: (_, one) => one.sure ? t('product.yes') : <span className="quiet">{t('product.maybe')}</span> },
    { title: t('product.nextStep'), width: next ? 200 : 160, render: (_, one) => <Offers pair={one} days={days} next={next} /> },
  ]
  return <Table<Pair> size="small" rowKey={(one) => `${one.a.id}-${one.b.id}`} dataSource={pairs} columns={columns} scroll={{ x: 1160 }} showSorterTooltip={false} pagination={pairs.length > 10 ? { pageSize: 10, showSizeChanger: false } : false} />
}

/** Offers is who bought one of the two and not the other: to look at, and as a segment. */
function Offers({ pair: { a, b }, days, next }: { pair: Pair; days: number; next: boolean | undefined }) {
  const { t } = useTranslation()
  const called = (one: Pair['a']) => one.title || one.product
  const ways = next ? [[a, b] as const] : [[a, b] as const, [b, a] as const]
  return (
    <>
      {ways.map(([from, to]) => (
        <span key={from.id} className="row" style={{ gap: 4, flexWrap: 'nowrap' }}>
          <Door rule={halfway(from.product, to.product, days)}>{next ? t('product.halfway') : t(from === a ? 'product.onlyA' : 'product.onlyB')}</Door>
          <SaveSegment small rule={halfway(from.product, to.product, days)} name={t('product.halfwaySegment', { from: called(from), to: called(to) }).slice(0, 80)} />
        </span>
      ))}
    </>
  )
}

function Categories({ pairs, days }: { pairs: Pair[]; days: number }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  if (pairs.length === 0) return null
  const columns: TableProps<Pair>['columns'] = [
    { title: t('product.category'), render: (_, one) => `${one.a.category} + ${one.b.category}` },
    { title: t('product.together'), width: 120, align: 'right', render: (_, one) => full(one.baskets, lang) },
    { title: <Head word="lift" />, width: 160, align: 'right', render: (_, one) => one.lift === null ? '—' : `${one.lift.toFixed(2)} (${one.lift_low?.toFixed(2) ?? '—'} – ${one.lift_high?.toFixed(2) ?? '—'})` },
    {
      title: t('product.nextStep'), width: 320, render: (_, one) => (
        <span className="row">
          {[[one.a.category, one.b.category], [one.b.category, one.a.category]].map(([from = '', to = '']) => (
            <Door key={from} rule={halfwayCategory(from, to, days) as Rule}>{t('product.halfwayCategory', { from, to })}</Door>
          ))}
        </span>
      ),
    },
  ]
  const apart = pairs.filter((one) => one.lift !== null && one.lift_high !== null && one.lift_high < 1).length
  return (
    <Card className="span-12" title={t('product.categoryTitle', { apart: full(apart, lang) })} note={t('product.categoryNote')}>
      <Table<Pair> size="small" rowKey={(one) => `${one.a.category}+${one.b.category}`} dataSource={pairs} columns={columns} scroll={{ x: 760 }} pagination={pairs.length > 10 ? { pageSize: 10 } : false} />
    </Card>
  )
}

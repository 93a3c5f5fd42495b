import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { ink, line, muted } from '../../look/token'
import { Card } from '../../part/card'
import { Chart } from '../../part/chart'
import { full, fullMoney, percent } from '../../part/format'
import { scopeQuery, useScope } from '../../part/scope'
import { Empty, Loaded } from '../../part/state'
import { Term } from '../../part/term'
import type { Pick } from '../../part/use-chart'
import { Hints } from './hints'
import { Leavers } from './leavers'
import { RolesCard } from './roles'
import { roleColour, roles, roleShape, roleSign } from './role'

type Matrix = Schema['ProductMatrix']
type Product = Schema['MatrixProduct']

/** MatrixView is the plot of the products, and what to do with each role. */
export function MatrixView() {
  const scope = useScope()
  const query = scopeQuery(scope)
  const matrix = useQuery({
    queryKey: ['product-matrix', query],
    queryFn: ({ signal }) => take(api.GET('/api/products/matrix', { params: { query }, signal })),
    enabled: scope.asOf !== '',
  })
  return (
    <Loaded query={matrix} height={640}>
      {(data) => (
        <div className="grid">
          <div className="span-12"><Hints notes={data.notes} /></div>
          <Plot matrix={data} />
          {data.products.length > 0 && <RolesCard matrix={data} />}
          {data.products.length > 0 && <Leavers matrix={data} />}
        </div>
      )}
    </Loaded>
  )
}

/** As many products as one can tell apart. */
const most = 300

function Plot({ matrix }: { matrix: Matrix }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const navigate = useNavigate()
  const drawn = useMemo(() => matrix.products.filter((one) => one.popularity !== null && one.margin_index !== null && one.units > 0).slice(0, most), [matrix])
  const open = useCallback((one: Product | undefined) => {
    if (one) void navigate({ to: `/products/${one.id}` as never })
  }, [navigate])
  const pick = useCallback(({ data }: Pick) => open((data as { product?: Product }).product), [open])
  const option = usePlot(drawn, matrix.currency)
  const sales = matrix.roles.reduce((sum, role) => sum + role.sales, 0)
  const profit = matrix.roles.find(({ role }) => role === 'profit')
  const title = profit && profit.products > 0 && sales > 0
    ? t('product.plotTitle', { count: profit.products, products: full(profit.products, lang), share: percent(profit.sales / sales, 0) })
    : t('product.plotNone', { products: full(matrix.total, lang) })
  const sheet = {
    head: [t('product.title'), t('product.category'), t('product.role'), t('product.popularity'), t('product.margin'), t('product.sales')],
    rows: drawn.map((one) => [one.title || one.product, one.category, t(`product.roleName.${one.role}`), one.popularity, one.margin_index, one.sales]),
  }
  const note = <><Term word="popularity" /> · <Term word="margin_index" /> · {t('product.plotNote', { days: matrix.days, drawn: drawn.length, total: matrix.total })}</>
  return (
    <Card className="span-12" title={title} note={note}>
      {drawn.length < 2
        ? <Empty text={t(drawn.length === 0 ? 'product.plotEmpty' : 'product.plotOne')} />
        : <Chart name="product-matrix" label={title} option={option} sheet={sheet} height={440} onPick={pick} onRow={(row) => open(drawn[row])} />}
    </Card>
  )
}

function usePlot(drawn: Product[], currency: string) {
  const { t } = useTranslation()
  const { lang } = useScope()
  return useMemo(() => {
    const largest = Math.max(1, ...drawn.map((one) => one.sales))
    const top = Math.max(2, ...drawn.map((one) => Math.min(5, one.margin_index ?? 0)))
    const bottom = Math.min(0, ...drawn.map((one) => Math.max(-2, one.margin_index ?? 0)))
    const dot = (one: Product) => ({
      value: [Math.max(0.02, one.popularity ?? 0), Math.min(top, Math.max(bottom, one.margin_index ?? 0))],
      symbolSize: 8 + 32 * Math.sqrt(Math.max(0, one.sales) / largest), product: one,
    })
    const bound = { symbol: 'none', silent: true, lineStyle: { color: ink, type: 'dashed', width: 1 }, label: { color: ink, fontSize: 12 } }
    return {
      grid: { left: 16, right: 32, top: 56, bottom: 40, containLabel: true },
      legend: { top: 0, icon: undefined, textStyle: { color: ink } },
      tooltip: {
        trigger: 'item',
        formatter: ({ data: { product: one } }: { data: { product: Product } }) =>
          `<b>${escape(one.title || one.product)}</b><br>${roleSign[one.role]} ${t(`product.roleName.${one.role}`)}<br>${fullMoney(one.sales, currency, lang)} · ${t('product.piecesOf', { units: full(one.units, lang) })}`,
      },
      xAxis: { type: 'log', name: t('product.popularityAxis'), nameLocation: 'middle', nameGap: 28, nameTextStyle: { color: muted }, splitLine: { show: false }, axisLabel: { color: muted } },
      yAxis: { type: 'value', min: bottom, max: top, name: t('product.marginAxis'), nameTextStyle: { color: muted, align: 'left' }, splitLine: { lineStyle: { color: line } }, axisLabel: { color: muted, showMaxLabel: false, showMinLabel: false } },
      series: roles.map((role, index) => ({
        type: 'scatter', name: t(`product.roleName.${role}`), symbol: roleShape[role], cursor: 'pointer',
        itemStyle: { color: roleColour[role], opacity: 0.75, borderColor: '#fff', borderWidth: role === 'new' ? 2 : 1 },
        data: drawn.filter((one) => one.role === role).map(dot),
        markLine: index === 0 ? { ...bound, data: [{ xAxis: 0.7, label: { formatter: t('product.popularFrom') } }, { yAxis: 1, label: { formatter: t('product.earnsFrom'), position: 'insideEndTop' } }] } : undefined,
      })),
    }
  }, [drawn, currency, lang, t])
}

/** escape keeps a title from being read as HTML in a tooltip. */
function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

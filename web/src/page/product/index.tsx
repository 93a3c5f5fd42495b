// One product: how it sells, who buys it, what goes with it, whom it brings.
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { care, coral, ink, line, muted } from '../../look/token'
import { Card } from '../../part/card'
import { Chart } from '../../part/chart'
import { day, full, fullMoney, money, signed } from '../../part/format'
import { SaveSegment } from '../../part/save-segment'
import { Screen } from '../../part/screen'
import { scopeQuery, useScope } from '../../part/scope'
import { Empty, Loaded } from '../../part/state'
import { Term } from '../../part/term'
import { Share } from '../products/bring'
import { Door } from '../products/door'
import { Hints } from '../products/hints'
import { PairTable } from '../products/pairs'
import { roleColour, roleSign } from '../products/role'
import { buyers, firstOnly } from '../products/rule'
import { CoverageCard } from './coverage'

type Sheet = Schema['ProductSheet']

export default function Product() {
  const { t } = useTranslation()
  const scope = useScope()
  const { id } = useParams({ strict: false }) as { id: string }
  const query = scopeQuery(scope)
  const product = useQuery({
    queryKey: ['product', id, query],
    queryFn: ({ signal }) => take(api.GET('/api/products/{id}', { params: { path: { id: Number(id) }, query }, signal })),
    enabled: scope.asOf !== '',
  })
  const good = product.data?.good
  return (
    <Screen title={good ? good.title || good.product : t('nav.products')} question={good && [good.product, good.category, good.brand].filter(Boolean).join(' · ')} extra={<Link to={'/products' as never}>{t('product.all')}</Link>}>
      <Loaded query={product} height={640}>
        {(data) => (
          <div className="grid">
            <div className="span-12"><Hints notes={data.notes} /></div>
            <Role sheet={data} />
            <Bringing sheet={data} />
            <Course sheet={data} />
            <CoverageCard sheet={data} />
            <Card className="span-12" title={t('product.goesWith')} note={<Term word="lift" />}>
              {data.together.length === 0 ? <Empty text={t('product.pairEmpty')} /> : <PairTable pairs={data.together} days={365} />}
            </Card>
            <Card className="span-12" title={t('product.nextTitle')} note={t('product.nextNote')}>
              {data.next.length === 0 ? <Empty text={t('product.nextEmpty')} /> : <PairTable pairs={data.next} days={365} next />}
            </Card>
          </div>
        )}
      </Loaded>
    </Screen>
  )
}

function Role({ sheet }: { sheet: Sheet }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const one = sheet.product
  if (!one) return <Card className="span-7" title={t('product.unsold')}><Empty text={t('product.unsoldText')} /></Card>
  const index = (word: string, value: number | null) => <div key={word} className="row spread"><Term word={word} /><span>{value === null ? '—' : value.toFixed(2)}</span></div>
  const rule = buyers([one.product], 90)
  return (
    <Card
      className="span-7"
      title={<><span aria-hidden style={{ color: roleColour[one.role] }}>{roleSign[one.role]}</span> {t(`product.roleName.${one.role}`)}{one.reason && `（${t(`product.reasonName.${one.reason}`)}）`}</>}
      extra={<SaveSegment rule={rule} name={t('product.buyersOf', { title: one.title || one.product })} />}
      note={t('product.roleNote', { days: 90 })}
    >
      <p style={{ marginTop: 0 }}>{t(`product.roleText.${one.role}`)}</p>
      <div className="grid">
        <div className="span-6 stack">
          <div className="row spread"><span>{t('product.sales')}</span><strong>{fullMoney(one.sales, sheet.currency, lang)}</strong></div>
          <div className="row spread"><span>{t('product.pieces')}</span><span>{full(one.units, lang)}</span></div>
          <div className="row spread"><span>{t('product.unitMargin')}</span><span>{one.unit_margin === null ? '—' : `${one.cost_known ? '' : '≈ '}${fullMoney(one.unit_margin, sheet.currency, lang)}`}</span></div>
          <div className="row spread"><span>{t('product.growth')}</span><span>{one.growth === null ? '—' : signed(one.growth)}</span></div>
          <div className="row spread"><span>{t('product.buyers')}</span><Door rule={rule}>{full(one.buyers, lang)}</Door></div>
        </div>
        <div className="span-6 stack">
          {index('popularity', one.popularity)}{index('margin_index', one.margin_index)}{index('acquisition_index', one.acquisition)}
          {index('together_index', one.together)}{index('stickiness_index', one.stickiness)}
        </div>
      </div>
    </Card>
  )
}

function Bringing({ sheet }: { sheet: Sheet }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const { bring, good } = sheet
  return (
    <Card className="span-5" title={t('product.bringsTitle', { customers: full(bring.new.numerator, lang) })} note={t('product.bringNote')}>
      <div className="stack">
        <div className="row spread"><span>{t('product.newShare')}</span><Share ratio={bring.new} /></div>
        <div className="row spread"><span>{t('product.backShare')}</span><Share ratio={bring.back} /></div>
        <div className="row spread"><span>{t('product.shopBack')}</span><Share ratio={sheet.shop_back} /></div>
        {bring.than && <div>{t(`product.thanText.${bring.than}`)}</div>}
        <Door rule={firstOnly([good.product])}>{t('product.onceBuyers')}</Door>
      </div>
    </Card>
  )
}

function Course({ sheet }: { sheet: Sheet }) {
  const { t } = useTranslation()
  const { elasticity: e, weeks } = sheet
  const option = useCourse(sheet)
  const title = e.value === null || e.low === null || e.high === null
    ? t('product.courseTitle')
    : t('product.elasticityTitle', { value: e.value.toFixed(2), low: e.low.toFixed(2), high: e.high.toFixed(2) })
  const rows = { head: [t('product.week'), t('product.pieces'), t('product.sales'), t('product.price'), t('product.festivalName')], rows: weeks.map((one) => [one.monday, one.units, one.sales, one.price, one.promotion ? t('product.yes') : '']) }
  return (
    <Card className="span-12" title={title} note={<><Term word="elasticity" /> · {t('product.courseNote', { weeks: e.weeks, prices: e.prices })}</>}>
      {weeks.length === 0 ? <Empty text={t('product.unsoldText')} /> : <Chart name={`product-${sheet.good.product}`} label={title} option={option} sheet={rows} height={280} />}
    </Card>
  )
}

function useCourse({ weeks, currency }: Sheet) {
  const { t } = useTranslation()
  const { lang } = useScope()
  return useMemo(() => ({
    grid: { left: 8, right: 8, top: 40, bottom: 8, containLabel: true },
    legend: { top: 0, textStyle: { color: ink } },
    tooltip: { trigger: 'axis' },
    xAxis: { type: 'category', data: weeks.map((one) => day(one.monday, lang, true)), axisLabel: { color: muted } },
    yAxis: [
      { type: 'value', minInterval: 1, splitLine: { lineStyle: { color: line } }, axisLabel: { color: muted } },
      { type: 'value', scale: true, splitLine: { show: false }, axisLabel: { color: muted, formatter: (value: number) => money(value, currency, lang) } },
    ],
    series: [
      { type: 'bar', name: t('product.pieces'), color: care, data: weeks.map((one) => ({ value: one.units, itemStyle: one.promotion ? { opacity: 0.45 } : undefined })) },
      { type: 'line', name: t('product.price'), color: coral, yAxisIndex: 1, connectNulls: true, showSymbol: false, lineStyle: { type: 'dashed' }, data: weeks.map((one) => one.price === null ? null : Math.round(one.price * 100) / 100) },
    ],
  }), [weeks, currency, lang, t])
}

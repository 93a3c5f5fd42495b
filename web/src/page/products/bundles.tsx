import { useQuery } from '@tanstack/react-query'
import { InputNumber, Segmented, Table, type TableProps, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { Card } from '../../part/card'
import { full, fullMoney, percent } from '../../part/format'
import { scopeQuery, useAddress, useScope } from '../../part/scope'
import { Empty, Loaded } from '../../part/state'
import { Head } from './head'
import { Door, ProductLink } from './door'
import { Hints } from './hints'
import { halfway } from './rule'

type Bundle = Schema['ProductBundle']

/** Bundles is the pairs and triples that earn more as one offer, at a chosen discount. */
export function Bundles() {
  const { t } = useTranslation()
  const scope = useScope()
  const [search, write] = useAddress()
  const discount = Math.min(0.9, Math.max(0, Number(search.discount ?? 0.1) || 0))
  const query = { ...scopeQuery(scope), discount }
  const bundles = useQuery({
    queryKey: ['product-bundles', query],
    queryFn: ({ signal }) => take(api.GET('/api/products/bundles', { params: { query }, signal })),
    enabled: scope.asOf !== '',
  })
  return (
    <div className="stack" style={{ gap: 16 }}>
      <label className="row">
        <span>{t('product.bundleDiscount')}</span>
        <InputNumber min={0} max={90} precision={0} value={Math.round(discount * 100)} suffix="%" onChange={(value) => write({ discount: value === null || value === 10 ? undefined : value / 100 }, true)} />
      </label>
      <Loaded query={bundles} height={480}>{(data) => <Proposed data={data} />}</Loaded>
    </div>
  )
}

function Proposed({ data }: { data: Schema['ProductBundles'] }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const [only, setOnly] = useState<'all' | 'outfit'>('all')
  const columns = useColumns(data.currency)
  const outfits = data.bundles.filter((one) => one.outfit)
  const shown = only === 'outfit' ? outfits : data.bundles
  return (
    <div className="stack" style={{ gap: 16 }}>
      <Hints notes={data.notes} />
      <Card title={t('product.bundleTitle', { bundles: full(data.bundles.length, lang), outfits: full(outfits.length, lang) })} note={t('product.bundleNote', { discount: percent(data.discount, 0) })}>
        {data.bundles.length === 0 ? <Empty text={t('product.bundleEmpty')} /> : (
          <div className="stack">
            <Segmented value={only} onChange={setOnly} options={[{ value: 'all', label: t('product.allBundles') }, { value: 'outfit', label: t('product.outfits') }]} />
            <Table<Bundle> size="small" rowKey={(one) => one.products.map(({ id }) => id).join('+')} dataSource={shown} columns={columns} scroll={{ x: 1080 }} showSorterTooltip={false} pagination={shown.length > 20 ? { pageSize: 20, showSizeChanger: false } : false} />
          </div>
        )}
      </Card>
    </div>
  )
}

function useColumns(currency: string): TableProps<Bundle>['columns'] {
  const { t } = useTranslation()
  const { lang } = useScope()
  const money = (value: number) => fullMoney(value, currency, lang)
  return [
    {
      title: t('product.bundle'), render: (_, one) => (
        <span>{one.products.map((good, index) => <span key={good.id}>{index > 0 && ' + '}<ProductLink good={good} /></span>)}{one.outfit && <> <Tag>{t('product.outfit')}</Tag></>}</span>
      ),
    },
    { title: t('product.together'), width: 88, align: 'right', sorter: (a, b) => a.baskets - b.baskets, render: (_, one) => full(one.baskets, lang) },
    { title: t('product.apart'), width: 104, align: 'right', render: (_, one) => money(one.apart) },
    { title: t('product.bundlePrice'), width: 104, align: 'right', sorter: (a, b) => a.price - b.price, render: (_, one) => <strong>{money(one.price)}</strong> },
    { title: t('product.bundleMargin'), width: 136, align: 'right', sorter: (a, b) => a.margin - b.margin, render: (_, one) => `${money(one.margin)} (${percent(one.margin_share, 0)})` },
    { title: t('product.bestMargin'), width: 120, align: 'right', render: (_, one) => money(one.best_margin) },
    { title: <Head word="break_even" />, width: 112, align: 'right', sorter: (a, b) => a.break_even - b.break_even, render: (_, one) => percent(one.break_even) },
    { title: t('product.nextStep'), width: 160, render: (_, one) => <Door rule={halfway(one.products[0]?.product ?? '', one.products[1]?.product ?? '', 365)}>{t('product.halfway')}</Door> },
  ]
}

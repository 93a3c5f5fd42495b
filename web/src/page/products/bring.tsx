import { useQuery } from '@tanstack/react-query'
import { Table, type TableProps } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { Card } from '../../part/card'
import { full, percent } from '../../part/format'
import { scopeQuery, useScope } from '../../part/scope'
import { Empty, Loaded } from '../../part/state'
import { Term } from '../../part/term'
import { Door, ProductLink } from './door'
import { Hints } from './hints'
import { firstOnly } from './rule'

type Bringing = Schema['ProductBringing']

/** Bring is which products bring new customers, and which bring them back. */
export function Bring() {
  const { t } = useTranslation()
  const scope = useScope()
  const query = scopeQuery(scope)
  const columns = useColumns()
  const bring = useQuery({
    queryKey: ['product-bring', query],
    queryFn: ({ signal }) => take(api.GET('/api/products/bring', { params: { query }, signal })),
    enabled: scope.asOf !== '',
  })
  return (
    <Loaded query={bring} height={480}>
      {(data) => (
        <div className="stack" style={{ gap: 16 }}>
          <Hints notes={data.notes} />
          <Card title={t('product.bringTitle', { customers: full(data.new, scope.lang), rate: typeof data.back.rate === 'number' ? percent(data.back.rate) : '—' })} note={<><Term word="matured" /> · {t('product.bringNote')}</>}>
            {data.products.length === 0
              ? <Empty text={t('product.bringEmpty')} />
              : <Table<Bringing> size="small" rowKey="id" dataSource={data.products} columns={columns} scroll={{ x: 880 }} showSorterTooltip={false} pagination={data.products.length > 20 ? { pageSize: 20, showSizeChanger: false } : false} />}
          </Card>
        </div>
      )}
    </Loaded>
  )
}

/** Share is a rate with its interval and what it was counted from, or why there is none. */
export function Share({ ratio }: { ratio: Schema['Ratio'] }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const counted = t('product.counted', { numerator: full(ratio.numerator, lang), denominator: full(ratio.denominator, lang) })
  if (typeof ratio.rate !== 'number') return <span className="quiet" title={counted}>{t('product.tooFewOf', { count: ratio.denominator, have: full(ratio.denominator, lang) })}</span>
  return <span title={counted}>{percent(ratio.rate)} {typeof ratio.low === 'number' && typeof ratio.high === 'number' && <span className="quiet small">{percent(ratio.low)} – {percent(ratio.high)}</span>}</span>
}

function useColumns(): TableProps<Bringing>['columns'] {
  const { t } = useTranslation()
  const { lang } = useScope()
  return [
    { title: t('product.title'), ellipsis: true, render: (_, one) => <ProductLink good={one} /> },
    { title: t('product.newCustomers'), width: 120, align: 'right', sorter: (a, b) => a.new.numerator - b.new.numerator, render: (_, one) => full(one.new.numerator, lang) },
    { title: t('product.newShare'), width: 200, align: 'right', render: (_, one) => <Share ratio={one.new} /> },
    { title: t('product.backShare'), width: 220, align: 'right', sorter: (a, b) => (a.back.rate ?? -1) - (b.back.rate ?? -1), render: (_, one) => <Share ratio={one.back} /> },
    { title: t('product.than'), width: 120, render: (_, one) => one.than && <span className={one.than === 'more' ? 'rise' : one.than === 'less' ? 'fall' : 'quiet'}>{t(`product.thanName.${one.than}`)}</span> },
    { title: t('product.nextStep'), width: 160, render: (_, one) => <Door rule={firstOnly([one.product])}>{t('product.onceBuyers')}</Door> },
  ]
}

import { DownloadOutlined } from '@ant-design/icons'
import { Button, Segmented, Table, type TableProps } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { Card } from '../../part/card'
import { csv, download } from '../../part/csv'
import { count, full, fullMoney, percent, signed } from '../../part/format'
import type { Rule } from '../../part/rule'
import { useAddress, useScope } from '../../part/scope'
import { Empty } from '../../part/state'
import { Head } from './head'
import { Door, ProductLink } from './door'
import { roleColour, type Role, roles, roleSign } from './role'
import { buyers } from './rule'

type Matrix = Schema['ProductMatrix']
type Product = Schema['MatrixProduct']

/** RolesCard is the products of one role, what to do with them and for whom first. */
export function RolesCard({ matrix }: { matrix: Matrix }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const [search, write] = useAddress()
  const sums = new Map(matrix.roles.map((one) => [one.role, one]))
  const role = roles.find((one) => one === search.role) ?? roles.find((one) => (sums.get(one)?.products ?? 0) > 0) ?? 'profit'
  const sales = matrix.roles.reduce((sum, one) => sum + one.sales, 0)
  const mine = sums.get(role)
  const title = t('product.roleTitle', {
    role: t(`product.roleName.${role}`), products: full(mine?.products ?? 0, lang), share: sales > 0 && mine ? percent(mine.sales / sales) : '—',
  })
  return (
    <Card className="span-12" title={title} note={t('product.roleNote', { days: matrix.days })}>
      <div className="stack" style={{ gap: 16 }}>
        <Segmented
          value={role}
          onChange={(value) => write({ role: value }, true)}
          options={roles.map((one) => ({ value: one, label: <span><span aria-hidden style={{ color: roleColour[one] }}>{roleSign[one]}</span> {t(`product.roleName.${one}`)} {full(sums.get(one)?.products ?? 0, lang)}</span> }))}
        />
        <p style={{ margin: 0 }}>{t(`product.roleText.${role}`)}</p>
        <Policies policies={matrix.policies.filter((one) => one.role === role)} />
        <Products products={matrix.products.filter((one) => one.role === role)} currency={matrix.currency} days={matrix.days} role={role} />
      </div>
    </Card>
  )
}

function Policies({ policies }: { policies: Matrix['policies'] }) {
  const { t } = useTranslation()
  if (policies.length === 0) return null
  return (
    <ol className="stack" style={{ margin: 0, paddingLeft: 20 }}>
      {policies.map((one) => (
        <li key={one.code}>
          {t(`product.policy.${one.code}`)} <span className="quiet">{t(`product.discount.${one.discount}`)}</span> · <Door rule={one.rule as Rule}>{t('product.openCustomers')}</Door>
        </li>
      ))}
    </ol>
  )
}

interface ProductsProps {
  products: Product[]
  currency: string
  days: number
  role: Role
}

function Products({ products, currency, days, role }: ProductsProps) {
  const { t } = useTranslation()
  const { asOf } = useScope()
  const columns = useColumns(currency, days, role)
  if (products.length === 0) return <Empty text={t('product.noneOfRole', { role: t(`product.roleName.${role}`) })} />
  const save = () => download(`products-${role}-${asOf}.csv`, csv({
    head: ['product', 'title', 'category', 'role', 'sales', 'units', 'unit_margin', 'popularity', 'margin_index', 'acquisition', 'together', 'stickiness', 'growth', 'buyers'],
    rows: products.map((one) => [one.product, one.title, one.category, t(`product.roleName.${one.role}`), one.sales, one.units, one.unit_margin, one.popularity, one.margin_index, one.acquisition, one.together, one.stickiness, one.growth, one.buyers]),
  }))
  return (
    <div>
      <Table<Product> size="small" rowKey="id" dataSource={products} columns={columns} scroll={{ x: 1160 }} showSorterTooltip={false} pagination={products.length > 20 ? { pageSize: 20, showSizeChanger: false } : false} />
      <div className="chart-tools"><Button size="small" type="text" aria-label={t('part.csv')} icon={<DownloadOutlined />} onClick={save} /></div>
    </div>
  )
}

function useColumns(currency: string, days: number, role: Role): NonNullable<TableProps<Product>['columns']> {
  const { t } = useTranslation()
  const { lang } = useScope()
  const index = (key: 'popularity' | 'margin_index' | 'acquisition' | 'together' | 'stickiness', word: string) => ({
    title: <Head word={word} />, width: 104, align: 'right' as const, sorter: (a: Product, b: Product) => (a[key] ?? -1) - (b[key] ?? -1),
    render: (_: unknown, one: Product) => one[key] === null ? <span className="quiet">—</span> : one[key].toFixed(2),
  })
  const columns: NonNullable<TableProps<Product>['columns']> = [
    { title: t('product.title'), ellipsis: true, width: 240, render: (_, one) => <ProductLink good={one} />, sorter: (a, b) => a.title.localeCompare(b.title) },
    { title: t('product.category'), ellipsis: true, width: 96, dataIndex: 'category' },
    { title: t('product.sales'), width: 104, align: 'right', sorter: (a, b) => a.sales - b.sales, render: (_, one) => fullMoney(one.sales, currency, lang) },
    { title: t('product.unitMargin'), width: 104, align: 'right', sorter: (a, b) => (a.unit_margin ?? 0) - (b.unit_margin ?? 0), render: (_, one) => one.unit_margin === null ? <span className="quiet">—</span> : <span title={one.cost_known ? undefined : t('product.assumed')}>{one.cost_known ? '' : '≈ '}{fullMoney(one.unit_margin, currency, lang)}</span> },
    index('popularity', 'popularity'), index('margin_index', 'margin_index'), index('acquisition', 'acquisition_index'), index('together', 'together_index'), index('stickiness', 'stickiness_index'),
    { title: t('product.growth'), width: 88, align: 'right', sorter: (a, b) => (a.growth ?? -2) - (b.growth ?? -2), render: (_, one) => one.growth === null ? <span className="quiet">—</span> : signed(one.growth) },
    { title: t('product.buyers'), width: 88, align: 'right', sorter: (a, b) => a.buyers - b.buyers, render: (_, one) => <Door rule={buyers([one.product], days)}>{count(one.buyers, lang)}</Door> },
  ]
  if (role === 'new') columns.push({ title: t('product.reason'), width: 120, render: (_, one) => one.reason && t(`product.reasonName.${one.reason}`) })
  return columns
}

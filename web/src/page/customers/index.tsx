// Customers: who are they? Every condition is in the address and becomes a segment by one click.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api, take } from '../../api/client'
import { CustomerTable, type Paging } from '../../part/customer-table'
import { ExportCustomers } from '../../part/download'
import { full } from '../../part/format'
import { filterOf, isEverybody, ruleOf } from '../../part/rule'
import { SaveSegment } from '../../part/save-segment'
import { Screen } from '../../part/screen'
import { scopeQuery, type Search, useAddress, useScope } from '../../part/scope'
import { Empty, Failure } from '../../part/state'
import { Card } from '../../part/card'
import { Filters } from './filters'
import { useFilterName } from './name'

const sorts = ['net', 'recency_days', 'occasions', 'mean_order'] as const
type Sort = (typeof sorts)[number] | `-${(typeof sorts)[number]}`

function pagingOf(search: Search): Paging & { sort: Sort } {
  const sort = sorts.find((one) => String(search.sort ?? '').replace(/^-/, '') === one)
  return {
    sort: sort ? (search.sort as Sort) : '-net',
    limit: [20, 50, 100].find((one) => one === Number(search.limit)) ?? 20,
    offset: Math.max(0, Number(search.offset ?? 0) || 0),
  }
}

function useCustomers() {
  const scope = useScope()
  const [search] = useAddress()
  const rule = ruleOf(filterOf(search))
  const q = search.q === undefined ? undefined : String(search.q)
  const query = { ...scopeQuery(scope), ...pagingOf(search), q, rule: isEverybody(rule) ? undefined : JSON.stringify(rule) }
  return useQuery({
    queryKey: ['customers', query],
    queryFn: ({ signal }) => take(api.GET('/api/customers', { params: { query }, signal })),
    placeholderData: keepPreviousData,
    enabled: scope.asOf !== '',
  })
}

export default function Customers() {
  const { t } = useTranslation()
  const scope = useScope()
  const { lang } = scope
  const [search, write] = useAddress()
  const filter = filterOf(search)
  const rule = ruleOf(filter)
  const customers = useCustomers()
  const { data } = customers
  const name = useFilterName(filter)
  const title = data ? t('customers.found', { count: data.total, customers: full(data.total, lang), which: name }) : t('customers.title')
  const save = (
    <span className="row">
      {data && data.total > 0 && !search.q && <ExportCustomers query={{ ...scopeQuery(scope), rule: isEverybody(rule) ? undefined : JSON.stringify(rule) }} />}
      <SaveSegment rule={rule} name={name} size={data?.total} disabled={!data || Boolean(search.q)} />
    </span>
  )
  return (
    <Screen title={t('nav.list')} question={t('customers.question')}>
      <Filters />
      <Card title={title} extra={save}>
        {customers.error && <Failure error={customers.error} retry={() => void customers.refetch()} />}
        {data?.total === 0
          ? <Empty text={t('customers.none')} action={<Link to="/customers">{t('customers.clear')}</Link>} />
          : <CustomerTable items={data?.items ?? []} total={data?.total} paging={pagingOf(search)} loading={customers.isFetching} onPaging={(paging) => write({ ...paging })} />}
      </Card>
    </Screen>
  )
}

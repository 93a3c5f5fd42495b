import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { full } from '../../part/format'
import { Change, Count, Money } from '../../part/number'
import { useScope } from '../../part/scope'
import { Term } from '../../part/term'

type Totals = Schema['Totals']

const perBuyer = ({ orders, customers }: Totals) => (customers > 0 ? orders / customers : 0)
const perOrder = ({ gross, orders }: Totals) => (orders > 0 ? gross / orders : 0)

/** Kpis is the tree of sales: buyers × orders a buyer × money an order, each against the 30 days before. */
export function Kpis({ overview }: { overview: Schema['Overview'] }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const { last30: now, prior30: before, currency } = overview
  return (
    <>
      <Kpi title={t('overview.sales')} value={<Money value={now.gross} currency={currency} />} now={now.gross} before={before.gross}>
        <Term word="net">{t('customer.net')}</Term> <Money value={now.net} currency={currency} />
      </Kpi>
      <Kpi sign="=" title={t('overview.buyers')} value={<Count value={now.customers} />} now={now.customers} before={before.customers}>
        {t('overview.ofAll', { customers: full(overview.customers, lang) })}
      </Kpi>
      <Kpi sign="×" title={t('overview.perBuyer')} value={perBuyer(now).toFixed(2)} now={perBuyer(now)} before={perBuyer(before)}>
        {t('overview.orders', { orders: full(now.orders, lang) })}
      </Kpi>
      <Kpi sign="×" title={t('overview.perOrder')} value={<Money value={perOrder(now)} currency={currency} />} now={perOrder(now)} before={perOrder(before)}>
        <Term word="keyless" /> {full(overview.keyless.orders, lang)}
      </Kpi>
    </>
  )
}

interface KpiProps {
  title: ReactNode
  /** How it hangs in the tree. */
  sign?: string
  value: ReactNode
  now: number
  before: number
  children?: ReactNode
}

function Kpi({ title, sign, value, now, before, children }: KpiProps) {
  const { t } = useTranslation()
  return (
    <section className="card span-3">
      <header style={{ marginBottom: 0 }}>
        {sign && <span className="quiet" aria-hidden>{sign}</span>}
        <h2>{title}</h2>
        <span className="quiet small" style={{ lineHeight: '24px' }}>{t('overview.last30')}</span>
      </header>
      <div className="figure">{value}</div>
      <Change now={now} before={before} against={t('overview.againstPrior')} />
      <div className="quiet small" style={{ marginTop: 8 }}>{children}</div>
    </section>
  )
}

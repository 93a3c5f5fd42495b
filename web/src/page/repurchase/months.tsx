import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { care } from '../../look/token'
import { Card } from '../../part/card'
import { Figure } from '../../part/chart'
import { full, percent } from '../../part/format'
import type { Rule } from '../../part/rule'
import { useScope } from '../../part/scope'
import { Empty } from '../../part/state'

type Month = Schema['MonthCohort']

/** firstBought is the rule of the customers who first bought within some days. */
export const firstBought = (first: string, last: string): Rule => ({ field: 'first_day', op: 'between', value: [first, last] })

/** Months is the second purchase by month of the first, young months by estimate. */
export function Months({ cohorts }: { cohorts: Schema['Cohorts'] }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const months = cohorts.cohorts.slice(-24)
  const most = Math.max(0.01, ...months.map((one) => one.share.high ?? 0))
  const sheet = {
    head: [t('repurchase.month'), t('overview.newCustomers'), t('repurchase.share'), t('repurchase.low'), t('repurchase.high'), t('repurchase.state')],
    rows: months.map((one) => [one.month, one.share.customers, one.share.share ?? null, one.share.low ?? null, one.share.high ?? null, t(one.matured ? 'repurchase.matured' : 'repurchase.young')]),
  }
  return (
    <Card className="span-5" title={t('repurchase.monthTitle', { days: cohorts.days })} note={t('repurchase.monthNote')}>
      {months.length === 0 ? <Empty text={t('lifecycle.noClock')} /> : (
        <Figure name="second-purchase-by-month" sheet={sheet} height={400}>
          <div className="chart-table" style={{ maxHeight: 400 }} tabIndex={0}>
            <table>
              <thead>
                <tr><th scope="col">{t('repurchase.month')}</th><th scope="col">{t('overview.newCustomers')}</th><th scope="col" colSpan={2}>{t('repurchase.share')}</th></tr>
              </thead>
              <tbody>{months.toReversed().map((one) => <Row key={one.month} one={one} most={most} people={full(one.share.customers, lang)} />)}</tbody>
            </table>
          </div>
        </Figure>
      )}
    </Card>
  )
}

function Row({ one, most, people }: { one: Month; most: number; people: string }) {
  const { t } = useTranslation()
  const { share, low, high } = one.share
  const known = share !== undefined && share !== null
  return (
    <tr>
      <td><Link to="/customers" search={{ rule: firstBought(one.first, one.last) } as never}>{one.month}</Link></td>
      <td className="num">{people}</td>
      <td style={{ width: '40%' }}>
        {known && (
          <span aria-hidden style={{ display: 'block', position: 'relative', height: 12 }}>
            <span style={{ position: 'absolute', inset: 0, width: `${(100 * share) / most}%`, background: care, opacity: one.matured ? 1 : 0.45, borderRadius: 2 }} />
            <span style={{ position: 'absolute', top: 5, height: 2, left: `${(100 * (low ?? share)) / most}%`, width: `${(100 * ((high ?? share) - (low ?? share))) / most}%`, background: '#1B2A41' }} />
          </span>
        )}
      </td>
      <td>{known ? percent(share) : <span className="quiet">{t('repurchase.tooYoung', { days: one.share.follow_up_days })}</span>}{known && !one.matured && <span className="quiet small"> {t('repurchase.young')}</span>}</td>
    </tr>
  )
}

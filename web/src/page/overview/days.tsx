import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { coral } from '../../look/token'
import { Card } from '../../part/card'
import { count, day, full, money, percent } from '../../part/format'
import { Plot } from '../../part/plot'
import { useScope } from '../../part/scope'
import { flat } from './finding'

const grey = '#B9C2D0'

/** trailing is the mean of the last n values at each place; null before there are n. */
export function trailing(values: number[], n: number): (number | null)[] {
  return values.map((_, index) => {
    if (index < n - 1) return null
    return values.slice(index - n + 1, index + 1).reduce((sum, value) => sum + value, 0) / n
  })
}

function useTitle({ last30, prior30, currency }: Schema['Overview']): string {
  const { t } = useTranslation()
  const { lang } = useScope()
  const sales = money(last30.gross, currency, lang)
  if (prior30.gross <= 0) return t('overview.daysOnly', { sales })
  if (flat(last30.gross, prior30.gross)) return t('overview.daysSame', { sales })
  const share = percent(Math.abs(last30.gross / prior30.gross - 1))
  return t(last30.gross < prior30.gross ? 'overview.daysLess' : 'overview.daysMore', { sales, share })
}

/** Days draws sales by day with their weekly mean; the last 30 days are shaded. */
export function Days({ overview }: { overview: Schema['Overview'] }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const { days, currency } = overview
  const title = useTitle(overview)
  const sheet = {
    head: [t('overview.day'), t('overview.sales'), t('overview.orderCount'), t('overview.buyers')],
    rows: days.map((one) => [one.day, one.gross, one.orders, one.customers]),
  }
  return (
    <Card className="span-8" title={title} note={t('overview.daysNote')}>
      <Plot
        name="days"
        label={title}
        sheet={sheet}
        height={256}
        names={days.map((one) => day(one.day, lang, true))}
        bars={days.map((one) => one.gross)}
        colour={grey}
        line={trailing(days.map((one) => one.gross), 7)}
        shadeFrom={Math.max(0, days.length - 30)}
        write={(value) => count(value, lang)}
        tip={(index) => <Tip one={days[index]} currency={currency} />}
        legend={(
          <div className="row small quiet" style={{ gap: 16 }}>
            <span><span className="key" style={{ background: grey }} />{t('overview.daily')}</span>
            <span><span className="key" style={{ background: coral, height: 3, verticalAlign: 'middle' }} />{t('overview.weekly')}</span>
          </div>
        )}
      />
    </Card>
  )
}

function Tip({ one, currency }: { one: Schema['DayTotals'] | undefined; currency: string }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  if (!one) return null
  return (
    <>
      <strong>{day(one.day, lang)}</strong>
      <div>{t('overview.sales')} {money(one.gross, currency, lang)}</div>
      <div>{t('overview.orderCount')} {full(one.orders, lang)}</div>
      <div>{t('overview.buyers')} {full(one.customers, lang)}</div>
    </>
  )
}

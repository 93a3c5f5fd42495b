// What she will bring, and how likely she is to leave: with its range, its reasons and how it was checked.
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { Card } from '../../part/card'
import { day, full, fullMoney, signed } from '../../part/format'
import { Grounds, Learned } from '../../part/learned'
import { scopeQuery, useScope } from '../../part/scope'
import { Empty, Loaded } from '../../part/state'
import { few, gapOf, rare } from './gap'

type Forecast = Schema['CustomerForecast']

/** ValueCard is fetched by itself: the first of a day is learned from the whole shop. */
export function ValueCard({ id }: { id: number }) {
  const scope = useScope()
  const query = scopeQuery(scope)
  const forecast = useQuery({
    queryKey: ['customer-forecast', id, query],
    queryFn: ({ signal }) => take(api.GET('/api/customers/{id}/forecast', { params: { path: { id }, query }, signal })),
    enabled: scope.asOf !== '',
    refetchInterval: ({ state: { data } }) => (data && (data.state === 'working' || data.leaving.state === 'working') ? 2000 : false),
  })
  return <Loaded query={forecast} height={240}>{(data) => <Learned data={data}>{(ready) => <Shown forecast={ready} />}</Learned>}</Loaded>
}

function Shown({ forecast }: { forecast: Forecast }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const { one, worth, expected } = forecast
  if (!one || !worth || !expected) {
    return (
      <Card title={t('customer.valueNone')} asOf={forecast.as_of}>
        {forecast.basis === 'none' ? <Grounds basis="none" reason={forecast.reason} /> : <Empty text={t('customer.valueUnknown')} />}
      </Card>
    )
  }
  const title = t('customer.valueTitle', { purchases: few(expected.value), worth: fullMoney(worth.value, forecast.currency, lang) })
  return (
    <Card title={title} asOf={forecast.as_of} note={t(forecast.margin_unset ? 'customer.valuePaid' : 'customer.valueMargin')}>
      <div className="stack">
        <Grounds basis={forecast.basis} reason={forecast.reason} />
        <div className="grid">
          <dl className="span-7" style={{ margin: 0, display: 'grid', gridTemplateColumns: '112px 1fr', gap: '8px 16px', alignContent: 'start' }}><Numbers forecast={forecast} one={one} expected={expected} worth={worth} /></dl>
          <div className="span-5 stack"><Reasons forecast={forecast} one={one} /></div>
        </div>
        <Checked forecast={forecast} />
      </div>
    </Card>
  )
}

interface NumbersProps {
  forecast: Forecast
  one: Schema['CustomerWorth']
  expected: Schema['Span']
  worth: Schema['Span']
}

function Numbers({ forecast, one, expected, worth }: NumbersProps) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const amount = (value: number) => fullMoney(value, forecast.currency, lang)
  const range = ({ low, high }: Schema['Span'], write: (value: number) => string) =>
    <div className="quiet small">{low === undefined || high === undefined ? t('customer.valueNoRange') : t('customer.valueRange', { low: write(low), high: write(high) })}</div>
  return (
    <>
      <Fact label={t('predict.expected')}><strong>{few(expected.value)}</strong>{range(expected, (value) => full(value, lang))}</Fact>
      <Fact label={t('predict.value12')}><strong>{amount(worth.value)}</strong>{range(worth, amount)}</Fact>
      <Fact label={t('predict.aliveShort')}>{one.alive === undefined ? <span className="quiet">{t('customer.valueNoAlive')}</span> : <strong>{rare(one.alive)}</strong>}</Fact>
      <Fact label={t('predict.next')}><Next one={one} asOf={forecast.as_of} /></Fact>
      <Fact label={t('customer.leaving')}><Leaving leaving={forecast.leaving} /></Fact>
    </>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return <><dt className="quiet">{label}</dt><dd style={{ margin: 0 }}>{children}</dd></>
}

function Next({ one, asOf }: { one: Schema['CustomerWorth']; asOf: string }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  if (!one.next_day) return <span className="quiet">{t(one.occasions > 1 ? 'customer.valueNoNext' : 'customer.valueOnce')}</span>
  return (
    <>
      <strong>{day(one.next_day, lang)}</strong>
      {one.next_early && <div className="quiet small">{t('customer.valueNext', { early: day(one.next_early, lang), late: one.next_late ? day(one.next_late, lang) : '…' })}</div>}
      {!one.next_early && <div className="quiet small">{t(one.next_day < asOf ? 'customer.valueOverdue' : 'customer.valueByGap')}</div>}
    </>
  )
}

function Leaving({ leaving }: { leaving: Forecast['leaving'] }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  if (leaving.state === 'working') return <span className="quiet" role="status">{t('customer.leavingWorking')}</span>
  if (typeof leaving.chance !== 'number') return <span className="quiet">{t('predict.nothing', { reason: t(`predict.reason.${leaving.reason || 'too_few'}`) })}</span>
  const used = leaving.basis === 'model' ? leaving.score : leaving.baseline
  return (
    <>
      <strong>{rare(leaving.chance)}</strong>
      <div className="quiet small">{t('customer.leavingIn', { days: leaving.horizon })} · {t(leaving.basis === 'model' ? 'predict.byScore' : 'predict.byAlive')}</div>
      {used && leaving.test && <div className="quiet small">{t('predict.tried', { day: day(leaving.test, lang), count: full(leaving.tested, lang) })} · AUC {used.auc.toFixed(2)}</div>}
    </>
  )
}

/** Reasons is what speaks for the numbers: her rhythm, how long ago it was, and how she stands among all. */
function Reasons({ forecast, one }: { forecast: Forecast; one: Schema['CustomerWorth'] }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const gap = gapOf(one)
  return (
    <>
      <span className="quiet small">{t('predict.because')}</span>
      <ul style={{ margin: 0, paddingLeft: 20 }}>
        <li>{t('predict.becauseOf', { times: one.occasions, tenure: one.tenure_days, recency: one.recency_days })}</li>
        {gap === undefined
          ? <li>{t('customer.becauseOnce')}</li>
          : <li>{t(one.recency_days > gap ? 'customer.becauseLate' : 'customer.becauseInTime', { gap, recency: one.recency_days })}</li>}
        <li>{t('customer.becauseTenth', { n: forecast.tenth, customers: full(forecast.customers, lang), mean: fullMoney(forecast.mean_worth, forecast.currency, lang), purchases: few(forecast.mean_expected) })}</li>
      </ul>
    </>
  )
}

function Checked({ forecast }: { forecast: Forecast }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const { check } = forecast
  if (!check) return <span className="quiet small">{t('customer.valueUnchecked')}</span>
  const told = { forecast: full(Math.round(check.forecast), lang), actual: full(check.actual, lang), error: check.error === undefined ? '—' : signed(check.error) }
  return (
    <span className="quiet small">
      {t(check.passed ? 'predict.held' : 'predict.heldNot', told)} · {t('predict.unseen', { from: day(check.from, lang), to: day(check.to, lang) })}
    </span>
  )
}

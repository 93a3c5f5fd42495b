// Value: what will the customers bring, and who is about to leave?
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, type Schema, take } from '../../api/client'
import { Card } from '../../part/card'
import { full, fullMoney, percent } from '../../part/format'
import { Grounds, Learned, soon } from '../../part/learned'
import { Count, Money } from '../../part/number'
import { Screen } from '../../part/screen'
import { scopeQuery, useScope } from '../../part/scope'
import { Loaded } from '../../part/state'
import { AliveCard } from './alive'
import { CheckCard, GroupsCard } from './check'
import { ChurnCard } from './churn'
import { TenthsCard } from './tenths'
import { TopCard } from './top'

export default function Value() {
  const { t } = useTranslation()
  const scope = useScope()
  const query = { ...scopeQuery(scope), limit: 50 }
  const value = useQuery({
    queryKey: ['value', query],
    queryFn: ({ signal }) => take(api.GET('/api/value', { params: { query }, signal })),
    enabled: scope.asOf !== '',
    refetchInterval: (asked) => soon(asked.state.data),
  })
  return (
    <Screen title={t('nav.value')} question={t('predict.valueQuestion')}>
      <Loaded query={value} height={640}>{(data) => <Learned data={data}>{(ready) => <Board value={ready} />}</Learned>}</Loaded>
    </Screen>
  )
}

function Board({ value }: { value: Schema['ValueAnswer'] }) {
  return (
    <div className="stack" style={{ gap: 16 }}>
      <Grounds basis={value.basis} reason={value.reason} />
      <div className="grid">
        {value.basis !== 'none' && <Total value={value} />}
        {value.tenths.length > 0 && <TenthsCard value={value} />}
        {value.alive.length > 0 && <AliveCard value={value} />}
        {value.check && <CheckCard check={value.check} />}
        {value.check && <GroupsCard check={value.check} />}
        <ChurnCard />
        {value.top.length > 0 && <TopCard value={value} />}
      </div>
    </div>
  )
}

function Total({ value }: { value: Schema['ValueAnswer'] }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const { worth, expected } = value
  const range = worth.low !== undefined && worth.high !== undefined
  return (
    <Card className="span-12" title={t('predict.total', { worth: fullMoney(worth.value, value.currency, lang), customers: full(value.customers, lang) })}
      note={t(value.margin_unset ? 'predict.marginUnset' : 'predict.margin', { share: percent(value.cost_known, 0) })}>
      <div className="row" style={{ gap: 48, flexWrap: 'wrap' }}>
        <div className="stack">
          <span className="figure"><Money value={worth.value} currency={value.currency} /></span>
          <span className="quiet small">{range ? <><Money value={worth.low ?? 0} currency={value.currency} /> – <Money value={worth.high ?? 0} currency={value.currency} /></> : t(value.basis === 'model' ? 'predict.noRange' : 'predict.noRangeRule')}</span>
        </div>
        <div className="stack">
          <span className="figure"><Count value={expected.value} /></span>
          <span className="quiet small">{t('predict.expected')}</span>
        </div>
        {value.parameters.length > 0 && (
          <div className="stack">
            <span className="small">{value.parameters.map(({ name, value: at }) => `${name} ${at.toPrecision(3)}`).join(' · ')}</span>
            <span className="quiet small">{t('predict.parameters', { day: value.fit_day ?? '', count: full(value.repeaters, lang) })}</span>
            {value.flat && <span className="quiet small">{t('predict.flat')}</span>}
            {value.related !== undefined && Math.abs(value.related) >= 0.3 && <span className="quiet small">{t('predict.related', { r: value.related.toFixed(2) })}</span>}
          </div>
        )}
      </div>
    </Card>
  )
}

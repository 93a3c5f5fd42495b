import { Descriptions } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { Card } from '../../part/card'
import { day, full } from '../../part/format'
import { Instant } from '../../part/instant'
import { may, useMe } from '../../part/me'
import { Money } from '../../part/number'
import { useScope } from '../../part/scope'
import { StageTag } from '../../part/stage'
import { Empty } from '../../part/state'
import { Term } from '../../part/term'
import { ConsentButton } from './consent'

type Customer = Schema['Customer']
type Fact = [key: string, label: ReactNode, value: ReactNode]

function Facts({ facts }: { facts: Fact[] }) {
  return (
    <Descriptions
      column={1}
      colon={false}
      size="small"
      styles={{ label: { width: 136 } }}
      items={facts.filter(([, , value]) => value !== undefined && value !== '').map(([key, label, children]) => ({ key, label, children }))}
    />
  )
}

/** FeatureCard is what she is to the shop, in derived numbers. */
export function FeatureCard({ customer }: { customer: Customer }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const { features: one, currency } = customer
  if (!one) return <Card title={t('customer.noPurchase')}><Empty text={t('customer.noPurchaseText')} /></Card>
  const title = t('customer.is', { ladder: t(`ladder.${one.ladder}`), count: one.recency_days })
  return (
    <Card title={title} asOf={customer.as_of}>
      <Facts facts={[
        ['stage', t('customer.stage'), <span key="stage" className="row"><StageTag stage={one.stage} /><span className="quiet small">{t('customer.stageSince', { day: day(one.stage_since, lang) })}</span></span>],
        ['occasions', <Term key="term" word="occasions">{t('customer.occasions')}</Term>, `${full(one.occasions, lang)} · ${t('customer.orderCount', { count: one.orders })}`],
        ['net', <Term key="term" word="net">{t('customer.net')}</Term>, <Money key="net" value={one.net} currency={currency} />],
        ['refund', t('customer.refund'), one.refund > 0 ? <Money key="refund" value={one.refund} currency={currency} /> : ''],
        ['mean', t('customer.meanOrder'), <Money key="mean" value={one.mean_order} currency={currency} />],
        ['last', t('customer.lastDay'), `${day(one.last_day, lang)} · ${t('customer.daysAgo', { count: one.recency_days })}`],
        ['first', t('customer.firstDay'), day(one.first_day, lang)],
        ['gap', t('customer.gap'), one.gap_days === undefined || one.gap_days === null ? undefined : t('customer.gapDays', { count: one.gap_days })],
        ['rfm', 'RFM', `${one.r}-${one.f}-${one.m}`],
      ]} />
    </Card>
  )
}

/** PersonCard is what is known of the person; masked unless a permitted person asked to see it. */
export function PersonCard({ customer }: { customer: Customer }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const { profile } = customer
  const note = customer.masked ? t('customer.masked') : t('customer.unmasked')
  return (
    <Card title={t('customer.person')} asOf={null} note={note}>
      <Facts facts={[
        ...customer.identities.map((one): Fact => [`${one.kind}:${one.shop}:${one.value}`, t(`customer.kind.${one.kind}`), one.value]),
        ['gender', t('customer.gender'), profile.gender ? t(`customer.genders.${profile.gender}`, profile.gender) : undefined],
        ['birthday', t('customer.birthday'), profile.birthday ? day(profile.birthday, lang) : undefined],
        ['place', t('customer.place'), [profile.country, profile.province, profile.city].filter(Boolean).join(' ')],
      ]} />
    </Card>
  )
}

/** ConsentCard is what she agreed to, and every reason never to write to her. */
export function ConsentCard({ customer }: { customer: Customer }) {
  const { t } = useTranslation()
  const { data: me } = useMe()
  const kept = customer.suppressions.filter((one) => !one.lifted_at)
  const barred = kept.filter((one) => !one.former)
  const marketing = customer.consents.toSorted((a, b) => b.occurred_at.localeCompare(a.occurred_at)).find((one) => one.purpose === 'marketing' && one.channel === 'email')
  const title = barred.length > 0 ? t('customer.barred') : marketing?.granted ? t('customer.mayWrite') : t('customer.mayNotWrite')
  return (
    <Card title={title} asOf={null} extra={may(me, 'customer.write') && <ConsentButton id={customer.id} granted={marketing?.granted ?? false} />}>
      <ul className="stack" style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {kept.map((one) => (
          <li key={one.channel + one.reason + one.since}>
            <strong className={one.former ? 'quiet' : 'fall'}>{t(`reason.${one.reason}`, one.reason)}</strong>
            <div className="quiet small"><Instant at={one.since} /> · {one.source}{one.former && ` · ${t('customer.former')}`}</div>
          </li>
        ))}
        {customer.consents.map((one) => (
          <li key={one.channel + one.purpose + one.occurred_at + one.granted}>
            {one.granted ? '✓' : '✕'} {t(one.granted ? 'customer.granted' : 'customer.withdrawn', { purpose: t(`purpose.${one.purpose}`), channel: t(`channel.${one.channel}`, one.channel) })}
            <div className="quiet small"><Instant at={one.occurred_at} /> · {[one.source, one.evidence].filter(Boolean).join(' · ')}</div>
          </li>
        ))}
        {customer.consents.length === 0 && <li className="quiet">{t('customer.noConsent')}</li>}
      </ul>
    </Card>
  )
}

import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { care, coral, line } from '../../look/token'
import { Card } from '../../part/card'
import { percent } from '../../part/format'
import { Line, Short } from './ways'

type Habits = Schema['CustomerHabits']
type Share = Schema['HabitShare']

const measures = ['price', 'novelty', 'brand_loyalty', 'category_loyalty'] as const

/** strongest is what moves her most against the shop, of what is known for sure. */
export function strongest(habits: Habits): (typeof measures)[number] | undefined {
  return measures
    .filter((key) => {
      const { low, shop } = habits[key]
      return typeof low === 'number' && typeof shop === 'number' && low > shop
    })
    .toSorted((a, b) => (habits[b].rate ?? 0) - (habits[b].shop ?? 0) - ((habits[a].rate ?? 0) - (habits[a].shop ?? 0)))[0]
}

/** SensitivityCard is what moves her: four shares with their range, beside the shop's. */
export function SensitivityCard({ habits }: { habits: Habits }) {
  const { t } = useTranslation()
  const first = strongest(habits)
  return (
    <Card title={first ? t('habit.movedBy', { what: t(`habit.measure.${first}`) }) : t('habit.sensitivity')} asOf={habits.as_of} note={t('habit.caution')}>
      <div className="stack">
        {measures.map((key) => <Sensitivity key={key} name={t(`habit.measure.${key}`)} share={habits[key]} counted={t(`habit.counted.${key}`, { hits: habits[key].hits, trials: habits[key].trials })} what={key === 'price' || key === 'novelty' ? 'days' : 'choices'} />)}
      </div>
    </Card>
  )
}

function Sensitivity({ name, share, counted, what }: { name: string; share: Share; counted: string; what: 'days' | 'choices' }) {
  const { t } = useTranslation()
  const { rate, low, high, shop } = share
  if (rate === undefined || rate === null) {
    return <div><div className="row spread"><span>{name}</span></div>{share.needed > 0 ? <Short count={share.needed} what={what} /> : <span className="quiet">{t('habit.notKnown')}</span>}</div>
  }
  const label = t('habit.ranged', { rate: percent(rate, 0), low: percent(low ?? rate, 0), high: percent(high ?? rate, 0), shop: percent(shop ?? 0, 0) })
  return (
    <div>
      <div className="row spread"><span>{name}</span><strong>{percent(rate, 0)}</strong></div>
      <Range rate={rate} low={low ?? rate} high={high ?? rate} shop={shop ?? 0} label={`${name}: ${label}`} />
      <div className="quiet small">{counted} · {t('habit.shop', { share: percent(shop ?? 0, 0) })}</div>
    </div>
  )
}

/** Range is a share from 0 to 100 % with its limits, and a tick for the shop's. */
function Range({ rate, low, high, shop, label }: { rate: number; low: number; high: number; shop: number; label: string }) {
  const at = (share: number) => `${(100 * share).toFixed(1)}%`
  return (
    <div role="img" aria-label={label} title={label} style={{ position: 'relative', height: 12, background: line, borderRadius: 6, margin: '4px 0' }}>
      <span style={{ position: 'absolute', left: at(low), width: at(high - low), top: 3, height: 6, borderRadius: 3, background: coral, opacity: 0.35 }} />
      <span style={{ position: 'absolute', left: `calc(${at(rate)} - 4px)`, top: 2, width: 8, height: 8, borderRadius: 4, background: coral }} />
      <span style={{ position: 'absolute', left: at(shop), top: -2, width: 2, height: 16, background: care }} />
    </div>
  )
}

/** HonestyCard is how she looks, asks, and how her orders end. */
export function HonestyCard({ habits }: { habits: Habits }) {
  const { t } = useTranslation()
  const { browsing, service } = habits
  const rates: [string, Share, 'orders' | 'chats'][] = [
    ['returns', habits.returns, 'orders'], ['exchanges', habits.exchanges, 'orders'], ['refunds', habits.refunds, 'orders'],
    ['bargains', habits.bargains, 'chats'], ['unpaid', habits.unpaid, 'orders'],
  ]
  const title = browsing.type ? t(`habit.browsing.${browsing.type}`) : service.type ? t(`habit.service.${service.type}`) : t('habit.ways')
  return (
    <Card title={title} asOf={habits.as_of}>
      <dl className="stack" style={{ margin: 0 }}>
        <Line label={t('habit.looks')}>
          {!browsing.since ? <span className="quiet">{t('habit.noBehaviour')}</span>
            : browsing.needed > 0 ? <Short count={browsing.needed} what="looks" />
              : t('habit.lookReason', { looks: browsing.look_days, buys: browsing.buy_days })}
        </Line>
        <Line label={t('habit.asks')}>
          {!service.since ? <span className="quiet">{t('habit.noChats')}</span>
            : service.needed > 0 ? <Short count={service.needed} what="chats" />
              : `${t(`habit.service.${service.type}`)} · ${t('habit.askReason', { chats: service.chats, asked: service.asked_days, buys: service.buy_days })}`}
        </Line>
        {rates.map(([key, share, what]) => (
          <Line key={key} label={t(`habit.rate.${key}`)}>
            {share.rate === undefined || share.rate === null
              ? <Short count={share.needed} what={what} />
              : <><strong>{percent(share.rate, 0)}</strong> <span className="quiet small">{t('habit.of', { hits: share.hits, trials: share.trials })}</span></>}
          </Line>
        ))}
      </dl>
    </Card>
  )
}

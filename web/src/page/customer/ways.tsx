import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { coral, ink, line, muted } from '../../look/token'
import { Card } from '../../part/card'
import { full, percent } from '../../part/format'
import { Money } from '../../part/number'
import { useScope } from '../../part/scope'

type Habits = Schema['CustomerHabits']
type Choice = Schema['HabitChoice']

/** Short says how much more it takes before a number may be shown. */
export function Short({ count, what }: { count: number; what: 'days' | 'choices' | 'orders' | 'chats' | 'looks' }) {
  const { t } = useTranslation()
  return <span className="quiet">{t('habit.short', { more: t(`habit.more.${what}`, { count }) })}</span>
}

/** PreferenceCard is what she buys on most days. */
export function PreferenceCard({ habits }: { habits: Habits }) {
  const { t } = useTranslation()
  const { category, brand, product, needed, as_of: asOf } = habits
  const title = category ? t('habit.prefers', { name: category.name, share: percent(category.share, 0) }) : t('habit.preference')
  const rows: [string, Choice | undefined][] = [['category', category], ['brand', brand], ['product', product]]
  return (
    <Card title={title} asOf={asOf}>
      {needed > 0
        ? <Short count={needed} what="days" />
        : <dl className="stack" style={{ margin: 0 }}>{rows.map(([key, one]) => <Favourite key={key} label={t(`habit.${key}`)} one={one} of={habits.occasions} none={t(`habit.none.${key}`)} />)}</dl>}
    </Card>
  )
}

function Favourite({ label, one, of, none }: { label: string; one: Choice | undefined; of: number; none: string }) {
  const { t } = useTranslation()
  return (
    <div>
      <dt className="quiet small">{label}</dt>
      <dd style={{ margin: 0 }}>
        {one
          ? <><strong>{one.title || one.name}</strong> <span className="quiet small">{t('habit.reason', { days: one.days, of, lift: one.lift.toFixed(1) })}</span></>
          : <span className="quiet">{none}</span>}
      </dd>
    </div>
  )
}

const weekdays = [1, 2, 3, 4, 5, 6, 7]
const parts = [1, 2, 3]

/** TimesCard is a small clock, the week and the month. */
export function TimesCard({ habits }: { habits: Habits }) {
  const { t } = useTranslation()
  const { hour, weekday, month_part: part, needed, occasions, as_of: asOf } = habits
  const title = hour ? t('habit.buysAt', { from: (hour.slot + 23) % 24, to: (hour.slot + 2) % 24 }) : t('habit.times')
  return (
    <Card title={title} asOf={asOf}>
      {needed > 0 ? <Short count={needed} what="days" /> : (
        <div className="row" style={{ gap: 24, flexWrap: 'nowrap', alignItems: 'flex-start' }}>
          {hour ? <Dial hour={hour.slot} label={title} /> : <span className="quiet">{t('habit.none.hour')}</span>}
          <div className="stack" style={{ flex: 1 }}>
            {hour && <span className="quiet small">{t('habit.inHours', { days: hour.days, of: occasions, share: percent(hour.share, 0) })}</span>}
            <Cells slots={weekdays} chosen={weekday?.slot} name={(slot) => t(`habit.weekday.${slot}`)} />
            {weekday && <span className="quiet small">{t('habit.onDay', { days: weekday.days, of: occasions, share: percent(weekday.share, 0) })}</span>}
            <Cells slots={parts} chosen={part?.slot} name={(slot) => t(`habit.part.${slot}`)} />
            {part && <span className="quiet small">{t('habit.onDay', { days: part.days, of: occasions, share: percent(part.share, 0) })}</span>}
          </div>
        </div>
      )}
    </Card>
  )
}

const size = 96
const middle = size / 2

function onDial(hour: number, radius: number): string {
  const angle = (hour / 24) * 2 * Math.PI - Math.PI / 2
  return `${(middle + radius * Math.cos(angle)).toFixed(1)} ${(middle + radius * Math.sin(angle)).toFixed(1)}`
}

/** Dial is the day round a clock of 24 hours, with her three hours as a slice. */
function Dial({ hour, label }: { hour: number; label: string }) {
  const slice = `M${middle} ${middle} L${onDial(hour - 1, 40)} A40 40 0 0 1 ${onDial(hour + 2, 40)} Z`
  return (
    <svg role="img" aria-label={label} width={size} height={size} style={{ flex: 'none' }}>
      <circle cx={middle} cy={middle} r={40} fill="none" stroke={line} strokeWidth={2} />
      <path d={slice} fill={coral} opacity={0.85} />
      {[0, 6, 12, 18].map((mark) => {
        const [x, y] = onDial(mark, 30).split(' ')
        return <text key={mark} x={x} y={y} textAnchor="middle" dominantBaseline="middle" fontSize={10} fill={mark >= hour - 1 && mark < hour + 2 ? ink : muted}>{mark}</text>
      })}
    </svg>
  )
}

function Cells({ slots, chosen, name }: { slots: number[]; chosen: number | undefined; name: (slot: number) => string }) {
  return (
    <div className="row" style={{ gap: 2, flexWrap: 'nowrap' }}>
      {slots.map((slot) => (
        <span key={slot} className="small" style={{ flex: 1, textAlign: 'center', borderRadius: 4, padding: '2px 0', border: `1px solid ${line}`, fontWeight: slot === chosen ? 600 : 400, background: slot === chosen ? '#FBE3D6' : 'transparent' }}>
          {name(slot)}
        </span>
      ))}
    </div>
  )
}

/** PhaseCard says where the relationship stands, and by which money. */
export function PhaseCard({ habits }: { habits: Habits }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const { phase, currency } = habits
  if (!phase) return null
  return (
    <Card title={t('habit.inPhase', { phase: t(`habit.phase.${phase.phase}`) })} asOf={habits.as_of}>
      <p className="quiet small" style={{ marginTop: 0 }}>{t(`habit.phaseText.${phase.phase}`, { days: phase.half_days })}</p>
      <dl className="stack" style={{ margin: 0 }}>
        <Line label={t('habit.profit')}><Money value={phase.profit} currency={currency} /></Line>
        <Line label={t('habit.recent', { days: phase.half_days })}><Money value={phase.recent_profit} currency={currency} /> · {t('habit.buyDays', { count: phase.recent_days, days: full(phase.recent_days, lang) })}</Line>
        <Line label={t('habit.prior', { days: phase.half_days })}><Money value={phase.prior_profit} currency={currency} /> · {t('habit.buyDays', { count: phase.prior_days, days: full(phase.prior_days, lang) })}</Line>
        {habits.first_source && <Line label={t('habit.source')}>{habits.first_source}</Line>}
        {habits.is_new && <Line label={t('habit.isNew')}>{habits.new_traits.length > 0 ? habits.new_traits.map((one) => t(`habit.trait.${one}`)).join(' · ') : t('habit.noTrait')}</Line>}
      </dl>
    </Card>
  )
}

/** Line is one fact with its name. */
export function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="row spread">
      <dt className="quiet">{label}</dt>
      <dd style={{ margin: 0 }}>{children}</dd>
    </div>
  )
}

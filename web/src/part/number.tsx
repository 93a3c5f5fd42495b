// Numbers on screen: short, with the whole number on hover.
import { useTranslation } from 'react-i18next'
import type { Lang } from '../lang'
import { count, full, fullMoney, money, percent, signed } from './format'
import { useScope } from './scope'

/** Count is a number of people or things. */
export function Count({ value }: { value: number }) {
  const { lang } = useScope()
  return <span title={full(value, lang)}>{count(value, lang)}</span>
}

/** Money is an amount in major units; in the shop's currency unless one is named. */
export function Money({ value, currency }: { value: number; currency?: string }) {
  const scope = useScope()
  const unit = currency ?? scope.currency
  return <span title={fullMoney(value, unit, scope.lang)}>{money(value, unit, scope.lang)}</span>
}

interface ChangeProps {
  now: number
  before: number
  /** Whether more is better, worse, or neither. */
  good?: 'more' | 'less' | 'neither'
  against: string
}

/** Change is the difference to an earlier number, with sign, arrow and the compared period. */
export function Change({ now, before, good = 'more', against }: ChangeProps) {
  const { lang } = useScope()
  const { t } = useTranslation()
  if (before === 0) return <span className="quiet small">{t('part.noBefore', { against })}</span>
  const share = (now - before) / Math.abs(before)
  const text = signed(share)
  const same = text === signed(0)
  const up = share > 0
  const tone = same || good === 'neither' ? 'quiet' : up === (good === 'more') ? 'rise' : 'fall'
  return (
    <span className="small" title={`${count(before, lang)} → ${count(now, lang)}`}>
      <span className={tone}>{same ? '＝' : up ? '▲' : '▼'} {text}</span>
      <span className="quiet"> {against}</span>
    </span>
  )
}

interface EstimateProps {
  value: number | null | undefined
  low?: number | null
  high?: number | null
  /** How one number is written; a percentage unless told. */
  write?: (value: number, lang: Lang) => string
  /** What to say when there is no number. */
  missing?: string
}

/** Estimate is a value with its 95 % interval, or the reason why there is none. */
export function Estimate({ value, low, high, write = (share) => percent(share), missing }: EstimateProps) {
  const { lang } = useScope()
  const { t } = useTranslation()
  if (value === null || value === undefined) return <span className="quiet">{missing ?? t('part.tooFew')}</span>
  const known = low !== null && low !== undefined && high !== null && high !== undefined
  return (
    <span className="row" style={{ alignItems: 'baseline' }}>
      <span className="figure">{write(value, lang)}</span>
      {known && (
        <span className="quiet small" title={t('part.interval')}>
          {write(low, lang)} – {write(high, lang)}
        </span>
      )}
    </span>
  )
}

// Numbers as people of each language write them: short on screen, full on hover.
import type { Lang } from '../lang'

const steps: Record<Lang, [number, string][]> = {
  zh: [[1e8, ' 亿'], [1e4, ' 万']],
  en: [[1e9, ' bn'], [1e6, ' M'], [1e4, ' k']],
}

const locale: Record<Lang, string> = { zh: 'zh-CN', en: 'en-GB' }

// A format is made once: making one costs more than a hundred uses.
const made = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>()

function once<T extends Intl.NumberFormat | Intl.DateTimeFormat>(lang: Lang, options: object, make: () => T): T {
  const key = lang + JSON.stringify(options)
  const format = (made.get(key) as T | undefined) ?? make()
  made.set(key, format)
  return format
}

function numbers(lang: Lang, options: Intl.NumberFormatOptions) {
  return once(lang, options, () => new Intl.NumberFormat(locale[lang], options))
}

function dates(lang: Lang, options: Intl.DateTimeFormatOptions) {
  return once(lang, options, () => new Intl.DateTimeFormat(locale[lang], options))
}

function plain(value: number, lang: Lang, digits: number): string {
  return numbers(lang, { maximumFractionDigits: digits, signDisplay: 'negative' }).format(value)
}

/** Three significant digits with the language's unit: 12.3 万, 123 k. */
export function count(value: number, lang: Lang): string {
  const size = Math.abs(value)
  for (const [unit, name] of steps[lang]) {
    if (size < unit) continue
    const scaled = value / (name === ' k' ? 1e3 : unit)
    const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(scaled))))
    return plain(scaled, lang, digits) + name
  }
  return plain(value, lang, Number.isInteger(value) ? 0 : 2)
}

/** The whole number with its thousands parted. */
export function full(value: number, lang: Lang): string {
  return plain(value, lang, 2)
}

/** The sign of a currency, as short as it can be: ¥, £, US$. */
export function sign(currency: string, lang: Lang): string {
  if (!currency) return ''
  try {
    const parts = numbers(lang, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).formatToParts(0)
    return parts.find((part) => part.type === 'currency')?.value ?? currency
  } catch {
    return currency
  }
}

/** Money of major units, short: ¥12.3 万, £123 k. Below ten thousand it keeps its pence. */
export function money(value: number, currency: string, lang: Lang): string {
  const size = Math.abs(value)
  const body = size < 1e4 ? cents(size, lang) : count(size, lang)
  return minus(value) + sign(currency, lang) + body
}

/** Money of major units, every digit. */
export function fullMoney(value: number, currency: string, lang: Lang): string {
  return minus(value) + sign(currency, lang) + cents(Math.abs(value), lang)
}

/** The minus of an amount that is less than nothing even when rounded. */
const minus = (value: number) => (Math.round(value * 100) < 0 ? '−' : '')

function cents(size: number, lang: Lang): string {
  return numbers(lang, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(size)
}

/** A share of 0..1 as a percentage; what is little is not written as nothing. */
export function percent(share: number, digits = 1): string {
  const text = Math.abs(share * 100).toFixed(digits)
  if (digits === 0 && text === '0' && share !== 0) return Math.abs(share) < 0.0005 ? '<0.1%' : percent(share, 1)
  return `${share < 0 && Number(text) > 0 ? '−' : ''}${text}%`
}

/** How much larger now is than before, with its sign; null when nothing was before. */
export function change(now: number, before: number): string | null {
  if (before === 0) return null
  return signed((now - before) / Math.abs(before))
}

/** A share with its sign: +18.0%, −3.2%. */
export function signed(share: number): string {
  const text = percent(Math.abs(share))
  if (text === '0.0%') return text
  return (share > 0 ? '+' : '−') + text
}

/** A whole difference with its sign: +1,204, −37. */
export function difference(value: number, lang: Lang): string {
  if (value === 0) return '0'
  return (value > 0 ? '+' : '−') + full(Math.abs(value), lang)
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sept', 'Oct', 'Nov', 'Dec']

/**
 * A day "2011-12-09" in words; with no year when short. Written here as the browser writes it:
 * its own writer of dates takes longer to wake up than a screen to draw.
 */
export function day(text: string, lang: Lang, short = false): string {
  const [year, month, date] = text.split('-').map(Number)
  if (!year || !month || !date) return text
  if (lang === 'zh') return `${short ? '' : `${year}年`}${month}月${date}日`
  return `${date} ${months[month - 1]}${short ? '' : ` ${year}`}`
}

/** An instant in a time zone (IANA name; the reader's own when undefined), to the minute. */
export function instant(text: string, lang: Lang, zone: string | undefined): string {
  const at = new Date(text)
  if (Number.isNaN(at.getTime())) return text
  return dates(lang, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone }).format(at)
}

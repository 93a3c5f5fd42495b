// A campaign's result in one sentence of the reader's language.
import type { TFunction } from 'i18next'
import type { Schema } from '../api/client'
import type { Lang } from '../lang'
import { day, full, fullMoney, percent } from './format'

/** The codes of a verdict and whether they are good news. */
export const verdictTone = {
  sample_ratio: 'error', empty: 'info', not_started: 'info', preliminary: 'info', too_small: 'info', earned: 'success', cost: 'error',
  more_buyers: 'success', fewer_buyers: 'error', unproven: 'info',
} as const

export type VerdictCode = keyof typeof verdictTone

/** isVerdict tells a code that the screens have words for. */
export function isVerdict(code: string): code is VerdictCode {
  return code in verdictTone
}

interface Saying {
  t: TFunction
  lang: Lang
}

const minus = new Set(['cost', 'fewer_buyers'])

/** verdictSentence says a verdict; a code it does not know it says as the server does. */
export function verdictSentence({ code, params, sentence }: Schema['VerdictSentence'], { t, lang }: Saying): string {
  if (!isVerdict(code)) return sentence
  const number = (key: string) => (typeof params[key] === 'number' ? params[key] : null)
  const currency = String(params.currency ?? '')
  const turned = minus.has(code)
  const range = (key: string, write: (value: number) => string) => {
    const [value, low, high] = [number(key), number(`${key}_low`), number(`${key}_high`)].map((one) => (one === null ? null : turned ? -one : one))
    const said = (one: number | null | undefined) => (one === null || one === undefined ? '—' : write(one))
    return { [key]: said(value), [`${key}_low`]: said(turned ? high : low), [`${key}_high`]: said(turned ? low : high) }
  }
  const share = (key: string, digits = 2) => ({ [key]: number(key) === null ? '—' : percent(number(key) ?? 0, digits) })
  return t(`verdict.${code}`, {
    ...range('buyers', (value) => full(Math.round(value), lang)),
    ...range('profit', (value) => fullMoney(value, currency, lang)),
    ...share('natural'), ...share('stimulated'),
    half_width: number('half_width') === null ? '—' : ((number('half_width') ?? 0) * 100).toFixed(1),
    p: (number('p') ?? 0).toPrecision(2), arm: String(params.arm ?? ''), start_day: typeof params.start_day === 'string' ? day(params.start_day, lang) : '',
    days: full(number('days') ?? 0, lang), days_left: full(number('days_left') ?? 0, lang),
  })
}

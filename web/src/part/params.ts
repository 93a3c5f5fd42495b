import i18next from 'i18next'
import type { Lang } from '../lang'
import { full } from './format'

/** paramsOf makes the parameters of a finding fit for a sentence: lists joined, variables by name. */
export function paramsOf(params: Record<string, unknown> | undefined, lang: Lang): Record<string, string> {
  const entries = Object.entries(params ?? {}).map(([key, value]) => {
    if (Array.isArray(value)) return [key, value.join(', ')] as const
    if (key === 'variable' && typeof value === 'string') return [key, i18next.t(`variable.${value.replaceAll('.', '_')}`, value)] as const
    return [key, typeof value === 'number' ? full(value, lang) : String(value ?? '')] as const
  })
  return Object.fromEntries(entries)
}

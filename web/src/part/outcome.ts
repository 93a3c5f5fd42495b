import i18next from 'i18next'
import type { Schema } from '../api/client'

/** outcomeOf is an outcome in the reader's language: by its code, else as the server said it. */
export function outcomeOf({ code, ok, sentence }: Schema['Outcome']): string {
  const key = `outcome.${code.replaceAll('.', '_')}`
  if (code && i18next.exists(key)) return i18next.t(key)
  return sentence || i18next.t(ok ? 'outcome.ok' : 'outcome.failed')
}

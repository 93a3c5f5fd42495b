import { useTranslation } from 'react-i18next'
import type { Lang } from '../../lang'
import { count, full, money, percent } from '../../part/format'
import { useScope } from '../../part/scope'

/** write puts a number into words by its unit. */
export function write(value: number | null | undefined, unit: string, currency: string, lang: Lang): string {
  if (value === null || value === undefined) return '—'
  switch (unit) {
    case 'money': return money(value, currency, lang)
    case 'rate': return percent(value, 2)
    case 'times': case 'score': return full(value, lang)
    default: return count(value, lang)
  }
}

/** useWrite is write in the currency and language now chosen. */
export function useWrite(currency: string): (value: number | null | undefined, unit: string) => string {
  const { lang } = useScope()
  return (value, unit) => write(value, unit, currency, lang)
}

/** useNames names nodes and segments in the reader's language. */
export function useNames() {
  const { t, i18n } = useTranslation()
  const node = (id: string) => (i18n.exists(`tree.node.${id}`) ? t(`tree.node.${id}`) : id)
  const segment = (by: string, name: string) => {
    if (name === '(rest)') return t('tree.rest')
    if (name === '') return t('tree.unknownSegment')
    const key = { stage: `stage.${name}`, ladder: `ladder.${name}`, kind: `tree.kind.${name}`, source_group: `tree.group.${name}`, department: `tree.department.${name}` }[by]
    if (key && i18n.exists(key)) return t(key)
    if ((by === 'stage' || by === 'ladder') && i18n.exists(`tree.kind.${name}`)) return t(`tree.kind.${name}`)
    return name
  }
  return { node, segment }
}

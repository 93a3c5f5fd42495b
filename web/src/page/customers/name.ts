import { useTranslation } from 'react-i18next'
import { day } from '../../part/format'
import type { Filter } from '../../part/rule'
import { useScope } from '../../part/scope'

/** useFilterName says a filter in a few words: the name that a segment of it would have. */
export function useFilterName(filter: Filter): string {
  const { t } = useTranslation()
  const { lang } = useScope()
  const words = [
    filter.stage?.split(',').map((one) => t(`stage.${one}`)).join('/'),
    filter.ladder?.split(',').map((one) => t(`ladder.${one}`)).join('/'),
    filter.r !== undefined || filter.f !== undefined ? `${filter.r === undefined ? '' : `R${filter.r}`}${filter.f === undefined ? '' : `F${filter.f}`}` : undefined,
    filter.recency_from !== undefined || filter.recency_to !== undefined
      ? t('customers.recencyName', { range: `${filter.recency_from ?? 0}–${filter.recency_to ?? '∞'}` }) : undefined,
    filter.since && t('customers.since', { day: day(filter.since, lang) }),
    filter.occasions === undefined ? undefined : t('customers.occasionsName', { count: filter.occasions }),
    filter.net === undefined ? undefined : t('customers.netName', { net: filter.net }),
    filter.province,
    filter.segment === undefined ? undefined : t('customers.segment', { id: filter.segment }),
    filter.rule && t('customers.rule'),
  ].filter(Boolean)
  return words.length > 0 ? words.join(' · ') : t('customers.everybody')
}

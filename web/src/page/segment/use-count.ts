import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api, take } from '../../api/client'
import type { Rule } from '../../part/rule'
import { useScope } from '../../part/scope'
import { useLater } from '../../part/use-later'

/** useCount counts whom a rule means, a moment after the last change; null is not asked. */
export function useCount(rule: Rule | null) {
  const { shop, asOf } = useScope()
  const text = useLater(rule === null ? '' : JSON.stringify(rule), 400)
  return useQuery({
    queryKey: ['segment-preview', shop, asOf, text],
    enabled: text !== '',
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => take(api.POST('/api/segments/preview', { body: { rule: JSON.parse(text) as Rule, shop, as_of: asOf || undefined }, signal })),
  })
}

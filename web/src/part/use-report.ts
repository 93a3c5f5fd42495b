import { useQuery } from '@tanstack/react-query'
import { api, take, type Schema } from '../api/client'
import { useScope } from './scope'

interface Wish {
  enabled?: boolean
  /** Another window beside the campaign's, in days. */
  days?: number
}

/** useReport is what a campaign earned as of the chosen day. */
export function useReport(id: number, { enabled = true, days }: Wish = {}) {
  const { asOf } = useScope()
  return useQuery({
    queryKey: ['campaigns', id, 'report', asOf, days],
    enabled: enabled && asOf !== '',
    // The same campaign's report stays while another window is counted.
    placeholderData: (before: Schema['Report'] | undefined, query) => (query?.queryKey[1] === id && query.queryKey[3] === asOf ? before : undefined),
    queryFn: ({ signal }) => take(api.GET('/api/campaigns/{id}/report', { params: { path: { id }, query: { as_of: asOf, days } }, signal })),
  })
}

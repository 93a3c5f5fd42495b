import { useQuery } from '@tanstack/react-query'
import { api, take } from '../api/client'
import { useScope } from './scope'

/** useReport is what a campaign earned as of the chosen day. */
export function useReport(id: number, enabled = true) {
  const { asOf } = useScope()
  return useQuery({
    queryKey: ['campaigns', id, 'report', asOf],
    enabled: enabled && asOf !== '',
    queryFn: ({ signal }) => take(api.GET('/api/campaigns/{id}/report', { params: { path: { id }, query: { as_of: asOf } }, signal })),
  })
}

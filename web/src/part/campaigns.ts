import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api, take, type Schema } from '../api/client'

export type Campaign = Schema['Campaign']

/** useCampaign is one campaign by its number. */
export function useCampaign(id: number) {
  return useQuery({
    queryKey: ['campaigns', id],
    queryFn: ({ signal }) => take(api.GET('/api/campaigns/{id}', { params: { path: { id } }, signal })),
  })
}

/** usePlan is what would happen if a campaign were started as it is stored now; revision asks anew. */
export function usePlan(id: number, enabled: boolean, revision: unknown = '') {
  return useQuery({
    queryKey: ['campaign-plan', id, revision],
    enabled,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => take(api.POST('/api/campaigns/{id}/plan', { params: { path: { id } }, signal })),
  })
}

/** hasStarted tells a campaign of which customers have been drawn. */
export function hasStarted(campaign: Campaign): boolean {
  return campaign.started_at !== undefined
}

import type { Schema } from '../../api/client'
import type { Rule } from '../../part/rule'

export type PastCampaign = Schema['PastCampaign']

/** reached is the rule of the customers whom a past campaign contacted. */
export const reached = (campaign: string): Rule => ({ past_contacted: { campaign } })

/** redeemed is the rule of the customers who redeemed what it offered. */
export const redeemed = (campaign: string): Rule => ({ redeemed: { campaign } })

/** Fewer contacted people than these make no rate worth a headline. */
const fewest = 30

/** strongest is the campaign of which the largest share redeemed; none when nobody did. */
export function strongest(all: PastCampaign[]): PastCampaign | undefined {
  return all.filter((one) => one.contacted >= fewest && (one.redemption_rate ?? 0) > 0)
    .toSorted((a, b) => (b.redemption_rate ?? 0) - (a.redemption_rate ?? 0))[0]
}

/** titled writes a campaign's number with its name. */
export const titled = ({ campaign, name }: Pick<PastCampaign, 'campaign' | 'name'>) => (name && name !== campaign ? `${campaign} · ${name}` : campaign)

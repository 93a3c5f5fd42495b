import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Progress } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import type { Campaign } from '../../part/campaigns'
import { Card } from '../../part/card'
import { full, percent } from '../../part/format'
import { useScope } from '../../part/scope'

const shown = ['queued', 'sent', 'failed', 'unknown', 'held', 'opened', 'clicked', 'unsubscribed'] as const

/** Counters are the live numbers of a campaign that has started. */
export function Counters({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const { data } = useQuery({
    queryKey: ['campaigns', campaign.id, 'progress'],
    queryFn: ({ signal }) => take(api.GET('/api/campaigns/{id}/progress', { params: { path: { id: campaign.id } }, signal })),
    refetchInterval: campaign.state === 'sending' ? 1500 : false,
  })
  useFreshState(campaign, data?.state)
  const counts = data?.counts ?? campaign.counts
  const done = counts.treated - counts.queued
  const share = counts.treated > 0 ? Math.max(0, done) / counts.treated : 0
  const title = t('campaign.progressTitle', { sent: full(counts.sent, lang), treated: full(counts.treated, lang) })
  return (
    <Card title={title} asOf={null} note={data && campaign.state === 'sending' && <Pace progress={data} />}>
      <Progress percent={Math.round(share * 1000) / 10} status={campaign.state === 'sending' ? 'active' : 'normal'} aria-label={title} />
      <dl className="facts" aria-live="off">
        {shown.map((key) => (
          <div key={key} data-testid={key}>
            <dt className="quiet">{t(`campaign.${key}`)}</dt>
            <dd style={{ fontSize: 20, fontWeight: 600 }}>{full(counts[key], lang)}</dd>
            {['opened', 'clicked', 'unsubscribed'].includes(key) && counts.sent > 0 && <dd className="quiet small">{percent(counts[key] / counts.sent)}</dd>}
          </div>
        ))}
      </dl>
    </Card>
  )
}

function Pace({ progress }: { progress: Schema['Progress'] }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const { rate, eta_seconds: left } = progress
  return (
    <>
      {t('campaign.pace', { rate: full(Math.round(rate * 10) / 10, lang) })}
      {left !== undefined && ` · ${t('frame.jobLeft', { time: left < 90 ? t('frame.seconds', { count: left }) : t('frame.minutes', { count: Math.round(left / 60) }) })}`}
    </>
  )
}

/** useFreshState asks for the campaign anew when its sending has moved on. */
function useFreshState(campaign: Campaign, state: Schema['CampaignState'] | undefined) {
  const cache = useQueryClient()
  useEffect(() => {
    if (state !== undefined && state !== campaign.state) void cache.invalidateQueries({ queryKey: ['campaigns', campaign.id], exact: true })
  }, [state, campaign.state, campaign.id, cache])
}

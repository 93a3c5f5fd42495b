import { CheckCircleOutlined, CloseCircleOutlined, WarningOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button, Popconfirm } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { type Campaign, usePlan } from '../../part/campaigns'
import { Card } from '../../part/card'
import { instant } from '../../part/format'
import { AudienceFunnel, useEffectSentence } from '../../part/funnel'
import { useZone } from '../../part/instant'
import { useMe } from '../../part/me'
import { paramsOf } from '../../part/params'
import { useScope } from '../../part/scope'
import { Failure, Loaded } from '../../part/state'
import { Detectable } from './arms'
import type { Draft } from './draft'

type Plan = Schema['CampaignPlan']

/** CheckList says what is ready, what will happen in numbers, and hands the campaign in. */
export function CheckList({ draft, campaign }: { draft: Draft; campaign: Campaign }) {
  const plan = usePlan(draft.id, true, `check-${draft.revision}`)
  return <Loaded query={plan} height={320}>{(data) => <Ready plan={data} draft={draft} campaign={campaign} />}</Loaded>
}

function Ready({ plan, draft, campaign }: { plan: Plan; draft: Draft; campaign: Campaign }) {
  const { t } = useTranslation()
  const effect = useEffectSentence(plan, campaign.currency)
  const bad = plan.checks.filter(({ ok, level }) => !ok && level === 'error')
  return (
    <div className="grid">
      <Card className="span-6" title={bad.length === 0 ? t('campaign.allReady') : t('campaign.notReady', { count: bad.length })} asOf={null}>
        <Checks checks={plan.checks} />
      </Card>
      <Card className="span-6" title={effect} asOf={plan.as_of} note={useWhen(draft)}>
        <div className="stack" style={{ gap: 16 }}>
          <AudienceFunnel audience={plan.audience} held={plan.held} eligible={plan.eligible} arms={plan.arms} />
          <Detectable plan={plan} days={draft.body.primary_window} />
          <Submit campaign={campaign} draft={draft} effect={effect} ready={bad.length === 0} />
        </div>
      </Card>
    </div>
  )
}

function useWhen({ body }: Draft): ReactNode {
  const { t } = useTranslation()
  const { lang } = useScope()
  const zone = useZone(body.shop)
  if (!body.scheduled_at) return t('campaign.goesNow')
  return <span title={zone && t('part.zone', { zone })}>{t('campaign.goesAt', { at: instant(body.scheduled_at, lang, zone) })}</span>
}

function Checks({ checks }: { checks: Schema['Check'][] }) {
  const { t } = useTranslation()
  return (
    <ul className="marks">
      {checks.map((one) => (
        <li key={one.code + JSON.stringify(one.params)}>
          {one.ok
            ? <CheckCircleOutlined style={{ color: '#0F766E' }} aria-label={t('campaign.checkOk')} />
            : one.level === 'error'
              ? <CloseCircleOutlined style={{ color: '#B91C1C' }} aria-label={t('campaign.checkError')} />
              : <WarningOutlined style={{ color: '#B45309' }} aria-label={t('campaign.checkWarn')} />}
          <CheckWords one={one} />
        </li>
      ))}
    </ul>
  )
}

function CheckWords({ one }: { one: Schema['Check'] }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const words = { ...paramsOf(one.params, lang), defaultValue: one.code }
  if (!one.code.startsWith('lint.')) return <span>{t(one.ok ? `check.${one.code}.ok` : `check.${one.code}.bad`, words)}</span>
  return <span>{t('campaign.armNamed', { name: String(one.params.arm ?? '') })}: {t(one.code, words)}</span>
}

interface SubmitProps {
  campaign: Campaign
  draft: Draft
  effect: string
  ready: boolean
}

function Submit({ campaign, draft, effect, ready }: SubmitProps) {
  const { t } = useTranslation()
  const { data: me } = useMe()
  const cache = useQueryClient()
  const navigate = useNavigate()
  const approval = me?.shops.find(({ id }) => id === campaign.shop)?.approval ?? true
  const submit = useMutation({
    mutationFn: async () => {
      await draft.flush()
      return take(api.POST('/api/campaigns/{id}/submit', { params: { path: { id: campaign.id } } }))
    },
    onSuccess: async (saved) => {
      await navigate({ to: `/campaigns/${campaign.id}`, search: { step: undefined, arm: undefined } as never })
      cache.setQueryData(['campaigns', campaign.id], saved)
      void cache.invalidateQueries({ queryKey: ['campaigns'] })
    },
  })
  return (
    <div className="stack" style={{ alignItems: 'flex-start' }}>
      {submit.error && <Failure error={submit.error} />}
      <Popconfirm title={effect} description={t(approval ? 'campaign.submitAsk' : 'campaign.submitOwn')} okText={t('campaign.submit')} onConfirm={() => submit.mutate()} disabled={!ready}>
        <Button type="primary" disabled={!ready} loading={submit.isPending}>{t(approval ? 'campaign.submit' : 'campaign.submitDirect')}</Button>
      </Popconfirm>
    </div>
  )
}

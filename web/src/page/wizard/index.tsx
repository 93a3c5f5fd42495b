// The campaign wizard: goal, audience, arms, content, schedule, check list; keyboard alone will do.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { Alert, Button, Steps } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take } from '../../api/client'
import { type Campaign, useCampaign } from '../../part/campaigns'
import { useMe } from '../../part/me'
import { useAddress, useScope } from '../../part/scope'
import { Screen } from '../../part/screen'
import { Failure, Loaded } from '../../part/state'
import { Arms } from './arms'
import { Audience } from './audience'
import { CheckList } from './check-list'
import { Content } from './content'
import { type Body, type Draft, newBody, useDraft } from './draft'
import { Goal } from './goal'
import { Schedule } from './schedule'

const steps = ['goal', 'audience', 'arms', 'content', 'schedule', 'check'] as const

export default function Wizard() {
  const { t } = useTranslation()
  const { id } = useParams({ strict: false }) as { id?: string }
  return <Screen title={id ? t('campaign.edit') : t('campaign.fresh')} question={t('campaign.wizard')}>{id ? <Stored key={id} id={Number(id)} /> : <Fresh />}</Screen>
}

function Fresh() {
  const me = useMe()
  const { shop } = useScope()
  return <Loaded query={me} height={320}>{({ shops }) => <Begin shop={shops.find((one) => one.id === shop) ?? shops[0]} />}</Loaded>
}

function Begin({ shop }: { shop: Parameters<typeof newBody>[0] }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const [search] = useAddress()
  const navigate = useNavigate()
  const cache = useQueryClient()
  const [body, setBody] = useState<Body>(() => newBody(shop, Number(search.segment ?? 0) || 0, lang))
  const create = useMutation({
    mutationFn: () => take(api.POST('/api/campaigns', { body })),
    onSuccess: (campaign) => {
      void cache.invalidateQueries({ queryKey: ['campaigns', 'list'] })
      cache.setQueryData(['campaigns', campaign.id], campaign)
      void navigate({ to: `/campaigns/${campaign.id}/edit`, search: { step: 'audience', segment: undefined } as never, replace: true })
    },
  })
  return (
    <>
      <Trail step={0} />
      <form className="stack" style={{ gap: 16 }} onSubmit={(event) => { event.preventDefault(); create.mutate() }}>
        <Goal body={body} change={(part) => setBody((before) => ({ ...before, ...part }))} />
        {create.error && <Failure error={create.error} />}
        <div className="row"><Button type="primary" htmlType="submit" disabled={!body.name.trim() || body.shop === 0} loading={create.isPending}>{t('campaign.next')}</Button></div>
      </form>
    </>
  )
}

function Stored({ id }: { id: number }) {
  const { t } = useTranslation()
  const campaign = useCampaign(id)
  const senders = useQuery({ queryKey: ['senders'], queryFn: async ({ signal }) => (await take(api.GET('/api/senders', { signal }))).items })
  return (
    <Loaded query={campaign} height={320}>
      {(one) => one.state === 'draft'
        ? <Edit campaign={one} senders={senders.data ?? []} />
        : <Alert type="info" showIcon title={t('campaign.notDraft')} action={<Link to={`/campaigns/${id}`}>{t('part.open')}</Link>} />}
    </Loaded>
  )
}

function Trail({ step, go }: { step: number; go?: (step: number) => void }) {
  const { t } = useTranslation()
  return <Steps size="small" current={step} onChange={go} items={steps.map((key) => ({ key, title: t(`campaign.step.${key}`) }))} responsive />
}

function Edit({ campaign, senders }: { campaign: Campaign; senders: Parameters<typeof Schedule>[0]['senders'] }) {
  const { t } = useTranslation()
  const draft = useDraft(campaign)
  const [search, write] = useAddress()
  const step = Math.max(0, steps.findIndex((key) => key === search.step))
  const go = (next: number) => {
    draft.flush().then(() => write({ step: steps[next] }), () => undefined)
  }
  const head = useFocusOnStep(step)
  return (
    <>
      <Trail step={step} go={go} />
      {campaign.note && <Alert type="warning" showIcon title={t('campaign.sentBack', { note: campaign.note })} />}
      <div ref={head} tabIndex={-1} style={{ outline: 'none' }} className="stack" role="group" aria-label={t(`campaign.step.${steps[step] ?? 'goal'}`)}>
        <StepBody step={step} draft={draft} campaign={campaign} senders={senders} />
      </div>
      {Boolean(draft.error) && <Failure error={draft.error} />}
      <div className="row">
        {step > 0 && <Button onClick={() => go(step - 1)}>{t('campaign.back')}</Button>}
        {step < steps.length - 1 && <Button type="primary" onClick={() => go(step + 1)}>{t('campaign.next')}</Button>}
        <span className="quiet small" role="status">{draft.saving ? t('campaign.saving') : t('campaign.kept')}</span>
      </div>
    </>
  )
}

/** useFocusOnStep brings those who work by keyboard to the step that has opened. */
function useFocusOnStep(step: number) {
  const head = useRef<HTMLDivElement>(null)
  const before = useRef(step)
  useEffect(() => {
    if (before.current !== step) head.current?.focus()
    before.current = step
  }, [step])
  return head
}

interface StepProps {
  step: number
  draft: Draft
  campaign: Campaign
  senders: Parameters<typeof Schedule>[0]['senders']
}

function StepBody({ step, draft, campaign, senders }: StepProps) {
  switch (steps[step]) {
    case 'audience': return <Audience draft={draft} />
    case 'arms': return <Arms draft={draft} currency={campaign.currency} />
    case 'content': return <Content draft={draft} />
    case 'schedule': return <Schedule draft={draft} senders={senders} />
    case 'check': return <CheckList draft={draft} campaign={campaign} />
    default: return <Goal body={draft.body} change={draft.change} />
  }
}

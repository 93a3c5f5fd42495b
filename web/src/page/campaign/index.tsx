// One campaign: is it right, is it ready, how does it run, and why did she not get it?
import { Link, useParams } from '@tanstack/react-router'
import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { CampaignState } from '../../part/campaign-state'
import { type Campaign, hasStarted, useCampaign, usePlan } from '../../part/campaigns'
import { Card } from '../../part/card'
import { full } from '../../part/format'
import { AudienceFunnel } from '../../part/funnel'
import { useScope } from '../../part/scope'
import { Screen } from '../../part/screen'
import { Empty, Failure, Loaded, Skeleton } from '../../part/state'
import { Actions } from './actions'
import { Bounces } from './bounces'
import { Counters } from './counters'
import { Facts } from './facts'
import { useHeld, Verdicts } from './verdicts'

export default function CampaignPage() {
  const id = Number((useParams({ strict: false }) as { id: string }).id)
  const campaign = useCampaign(id)
  return campaign.data
    ? <Loaded query={campaign}>{(one) => <Page campaign={one} />}</Loaded>
    : <div className="page">{campaign.error ? <Failure error={campaign.error} retry={() => void campaign.refetch()} /> : <Skeleton height={400} />}</div>
}

function Page({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation()
  const started = hasStarted(campaign)
  return (
    <Screen title={campaign.name} question={<><CampaignState state={campaign.state} />{t(`campaign.goalOf.${campaign.goal}`)} · {t(`purpose.${campaign.purpose}`)}</>} extra={<Actions campaign={campaign} />}>
      {campaign.note && <Note campaign={campaign} />}
      {started && <Counters campaign={campaign} />}
      {campaign.counts.barred > 0 && <Bounces campaign={campaign} />}
      <div className="grid">
        <div className="span-7 fill">{started ? <Drawn campaign={campaign} /> : <Planned campaign={campaign} />}</div>
        <div className="span-5 fill"><Facts campaign={campaign} /></div>
      </div>
      {started && <Verdicts campaign={campaign} />}
    </Screen>
  )
}

/** Note says why the campaign stands still, and how to go on. */
function Note({ campaign: { note, note_code: code, note_said: said, state } }: { campaign: Campaign }) {
  const { t } = useTranslation()
  if (code) return <Alert type="warning" showIcon title={t(`campaign.pausedBy.${code}`, note)} description={said && t('campaign.serverSaid', { said })} />
  return <Alert type="warning" showIcon title={t(state === 'draft' ? 'campaign.sentBack' : 'campaign.noteIs', { note: t(`campaign.noteOf.${note}`, note) })} />
}

function Planned({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const open = campaign.state !== 'cancelled' && campaign.segment_id > 0
  const plan = usePlan(campaign.id, open, campaign.state)
  if (!open) return <Card title={t('campaign.funnelWaits')} asOf={null}><Empty text={t(campaign.state === 'cancelled' ? 'campaign.neverStarted' : 'campaign.funnelHint')} action={campaign.state === 'draft' && <Link to={`/campaigns/${campaign.id}/edit`}>{t('campaign.edit')}</Link>} /></Card>
  return (
    <Loaded query={plan} height={260}>
      {(data) => (
        <Card title={t('campaign.funnelTitle', { audience: full(data.audience, lang), eligible: full(data.eligible, lang) })} asOf={data.as_of}>
          <AudienceFunnel audience={data.audience} held={data.held} eligible={data.eligible} arms={data.arms} />
        </Card>
      )}
    </Loaded>
  )
}

function Drawn({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const { control, treated } = campaign.counts
  const held = useHeld(campaign.id)
  const eligible = control + treated
  const audience = held.reduce((sum, one) => sum + one.customers, eligible)
  return (
    <Card title={t('campaign.drawnTitle', { audience: full(audience, lang), treated: full(treated, lang), control: full(control, lang) })} asOf={campaign.as_of ?? null}>
      <AudienceFunnel audience={audience} held={held} eligible={eligible} arms={[{ no: 0, name: '', customers: control }, { no: 1, name: campaign.arms.map(({ name }) => name).join(' + '), customers: treated }]} />
    </Card>
  )
}

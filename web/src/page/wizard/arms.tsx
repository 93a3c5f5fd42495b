import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Alert, Button, Input, InputNumber, Slider } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { usePlan } from '../../part/campaigns'
import { Card } from '../../part/card'
import { percent } from '../../part/format'
import { AudienceFunnel, useEffectSentence } from '../../part/funnel'
import { useScope } from '../../part/scope'
import { Empty, Loaded } from '../../part/state'
import { Term } from '../../part/term'
import { type Draft, newArm } from './draft'
import { Labelled } from './labelled'

/** Arms sets how many are written to, how many are only watched, and how many contents there are. */
export function Arms({ draft, currency }: { draft: Draft; currency: string }) {
  const { t } = useTranslation()
  const { body, change } = draft
  const share = Math.round(body.control_share * 100)
  const set = (value: number | null) => change({ control_share: (value ?? 0) / 100 })
  return (
    <div className="grid">
      <Card className="span-6" title={t('campaign.armsTitle')} asOf={null}>
        <div className="stack" style={{ gap: 16 }}>
          <Labelled label={t('campaign.controlShare')} hint={t('campaign.controlWhy')}>
            <div className="row" style={{ flexWrap: 'nowrap' }}>
              <Slider style={{ flex: 1 }} min={1} max={50} value={share} onChange={set} ariaLabelForHandle={t('campaign.controlShare')} tooltip={{ formatter: (value) => `${value ?? 0}%` }} />
              <InputNumber aria-label={t('campaign.controlPercent')} min={1} max={50} precision={0} suffix="%" value={share} onChange={set} style={{ width: 90 }} />
            </div>
          </Labelled>
          <Contents draft={draft} />
        </div>
      </Card>
      <div className="span-6 fill"><Consequence draft={draft} currency={currency} /></div>
    </div>
  )
}

function Contents({ draft }: { draft: Draft }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const { arms } = draft.body
  const set = (no: number, part: Partial<Schema['Arm']>) => draft.change({ arms: arms.map((arm) => (arm.no === no ? { ...arm, ...part } : arm)) })
  const remove = (no: number) => draft.change({ arms: arms.filter((arm) => arm.no !== no).map((arm, index) => ({ ...arm, no: index + 1 })) })
  return (
    <Labelled label={t('campaign.contents')} hint={t('campaign.contentsHint')}>
      {arms.map((arm) => (
        <div className="row" key={arm.no} style={{ flexWrap: 'nowrap' }}>
          <Input aria-label={t('campaign.armName', { no: arm.no })} value={arm.name} maxLength={100} onChange={(event) => set(arm.no, { name: event.target.value })} />
          <span className="quiet" style={{ whiteSpace: 'nowrap' }}>{t('campaign.weight')}</span>
          <InputNumber aria-label={t('campaign.weightOf', { name: arm.name })} min={1} max={1000} precision={0} value={arm.weight} onChange={(weight) => set(arm.no, { weight: weight ?? 1 })} style={{ width: 90 }} />
          <Button type="text" icon={<DeleteOutlined />} aria-label={t('campaign.removeArm', { name: arm.name })} disabled={arms.length === 1} onClick={() => remove(arm.no)} />
        </div>
      ))}
      <div><Button size="small" icon={<PlusOutlined />} disabled={arms.length >= 9} onClick={() => draft.change({ arms: [...arms, newArm(arms.length + 1, lang)] })}>{t('campaign.addArm')}</Button></div>
    </Labelled>
  )
}

function Consequence({ draft, currency }: { draft: Draft; currency: string }) {
  const { t } = useTranslation()
  const plan = usePlan(draft.id, draft.body.segment_id > 0, draft.revision)
  const effect = useEffectSentence(plan.data, currency)
  if (draft.body.segment_id === 0) return <Card title={t('campaign.funnelWaits')} asOf={null}><Empty text={t('campaign.funnelHint')} /></Card>
  return (
    <Loaded query={plan} height={260}>
      {(data) => (
        <Card title={effect} asOf={data.as_of}>
          <div className="stack" style={{ gap: 16 }}>
            <AudienceFunnel audience={data.audience} held={data.held} eligible={data.eligible} arms={data.arms} />
            <Detectable plan={data} days={draft.body.primary_window} />
          </div>
        </Card>
      )}
    </Loaded>
  )
}

/** Detectable says what difference this split could prove at all. */
export function Detectable({ plan, days }: { plan: Schema['CampaignPlan']; days: number }) {
  const { t } = useTranslation()
  if (plan.mde === undefined || plan.base_rate === undefined) return <Alert type="info" showIcon title={t('campaign.mdeUnknown')} />
  const words = { mde: percent(plan.mde, 2), base: percent(plan.base_rate, 2), count: days }
  if (plan.mde_warning) return <Alert type="warning" showIcon title={t('campaign.mdeTooLarge', words)} description={t('campaign.mdeCure')} />
  return <p style={{ margin: 0 }}>{t('campaign.mdeText', words)} <Term word="mde">{t('campaign.mdeWhat')}</Term></p>
}

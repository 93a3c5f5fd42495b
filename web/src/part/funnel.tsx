import { useTranslation } from 'react-i18next'
import type { Schema } from '../api/client'
import { control, ink, marketing, muted } from '../look/token'
import { full, fullMoney, percent } from './format'
import { useScope } from './scope'
import { type Step, StepBars } from './step-bars'

interface FunnelProps {
  audience: number
  held: Schema['HeldCount'][]
  eligible: number
  arms: Schema['ArmCount'][]
}

/** AudienceFunnel leads from the segment over those held back to control and arms. */
export function AudienceFunnel({ audience, held, eligible, arms }: FunnelProps) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const share = (value: number) => (audience > 0 ? percent(value / audience) : undefined)
  const steps: Step[] = [
    { key: 'audience', label: t('campaign.audience'), value: audience, colour: ink },
    ...held.filter(({ customers }) => customers > 0).map(({ reason, customers }) => ({
      key: `held-${reason}`, label: <span className="quiet">− {t(`reason.${reason}`, reason)}</span>, value: customers, colour: '#C9C6BD', note: share(customers),
    })),
    { key: 'eligible', label: <strong>{t('campaign.eligible')}</strong>, value: eligible, colour: muted, note: share(eligible) },
    ...arms.map(({ no, name, customers }) => ({
      key: `arm-${no}`, label: no === 0 ? t('campaign.control') : t('campaign.armNamed', { name }), value: customers, colour: no === 0 ? control : marketing,
      note: eligible > 0 ? percent(customers / eligible) : undefined,
    })),
  ]
  return <StepBars steps={steps} whole={audience} write={(value) => full(value, lang)} />
}

/** useEffectSentence says what will go out, in numbers. */
export function useEffectSentence(plan: Schema['CampaignPlan'] | undefined, currency: string): string {
  const { t } = useTranslation()
  const { lang } = useScope()
  if (!plan) return ''
  return t('campaign.effect', {
    treated: full(plan.eligible - plan.control_customers, lang), control: full(plan.control_customers, lang), cost: fullMoney(plan.cost, plan.currency || currency, lang),
  })
}

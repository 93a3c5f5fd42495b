import { useTranslation } from 'react-i18next'
import { stageColour, stages } from '../look/token'
import { percent } from './format'

/** MixBar is the share of each stage as one small bar, spelled out on hover and for those who hear it. */
export function MixBar({ mix }: { mix: { stage: string; customers: number }[] }) {
  const { t } = useTranslation()
  const whole = mix.reduce((sum, one) => sum + one.customers, 0)
  if (whole === 0) return null
  const parts = stages.flatMap((stage) => {
    const customers = mix.find((one) => one.stage === stage)?.customers ?? 0
    return customers > 0 ? [{ stage, share: customers / whole }] : []
  })
  const words = parts.map(({ stage, share }) => `${t(`stage.${stage}`)} ${percent(share, 0)}`).join(' · ')
  return (
    <span className="mix-bar" role="img" aria-label={words} title={words}>
      {parts.map(({ stage, share }) => <span key={stage} style={{ flexGrow: share, background: stageColour[stage] }} />)}
    </span>
  )
}

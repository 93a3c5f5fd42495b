import { useTranslation } from 'react-i18next'
import { stageColour } from '../look/token'

/** StageTag names a life-cycle stage, with its colour. */
export function StageTag({ stage }: { stage: string }) {
  const { t } = useTranslation()
  return (
    <span className="stage-tag">
      <span className="dot" style={{ background: stageColour[stage] }} aria-hidden />
      {t(`stage.${stage}`)}
    </span>
  )
}

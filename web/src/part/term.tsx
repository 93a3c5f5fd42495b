import { Tooltip } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

/** Term is a word of statistics or of the trade that explains itself in one sentence. */
export function Term({ word, children }: { word: string; children?: ReactNode }) {
  const { t } = useTranslation()
  return (
    <Tooltip title={t(`glossary.${word}.text`)}>
      <span className="term" tabIndex={0} role="note">{children ?? t(`glossary.${word}.name`)}</span>
    </Tooltip>
  )
}

import { Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../api/client'

const colour: Record<Schema['JobState'], string> = { running: 'processing', done: 'success', failed: 'error', cancelled: 'default' }

/** BatchState says how an import stands. */
export function BatchState({ state }: { state: Schema['JobState'] }) {
  const { t } = useTranslation()
  return <Tag color={colour[state]}>{t(`import.stateOf.${state}`)}</Tag>
}

import { Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../api/client'

type State = Schema['CampaignState']

const colour: Record<State, string> = {
  draft: 'default', waiting: 'warning', approved: 'cyan', sending: 'processing', paused: 'orange', done: 'success', cancelled: 'default',
}

/** CampaignState says where a campaign stands. */
export function CampaignState({ state }: { state: State }) {
  const { t } = useTranslation()
  return <Tag color={colour[state]}>{t(`campaign.stateOf.${state}`)}</Tag>
}

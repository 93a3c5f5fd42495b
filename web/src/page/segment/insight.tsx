import { Tabs } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { useAddress } from '../../part/scope'
import { Alike } from './alike'
import { Explain } from './explain'
import { Who } from './who'

/** Insight says more of a saved segment: who they are, by which rules, and who is like them. */
export function Insight({ segment }: { segment: Schema['Segment'] }) {
  const { t } = useTranslation()
  const [search, write] = useAddress()
  const tab = typeof search.tab === 'string' ? search.tab : 'who'
  const items = [
    { key: 'who', label: t('predict.who'), children: <Who segment={segment} /> },
    { key: 'explain', label: t('predict.explain'), children: <Explain segment={segment} /> },
    { key: 'alike', label: t('predict.similar'), children: <Alike segment={segment} /> },
  ]
  return <Tabs activeKey={tab} destroyOnHidden items={items} onChange={(key) => write({ tab: key }, true)} />
}

// Settings: shops, senders, contact ceilings, people, keys, and who did what.
import { Tabs } from 'antd'
import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import { type Permission, useMay } from '../../part/may'
import { useAddress } from '../../part/scope'
import { Screen } from '../../part/screen'
import { Audit } from './audit'
import { Keys } from './keys'
import { Limits } from './limits'
import { Senders } from './senders'
import { Shops } from './shops'
import { Users } from './users'

interface Tab {
  key: string
  body: ComponentType
  /** Who may look at it; everybody when left out. */
  needs?: Permission
}

const tabs: Tab[] = [
  { key: 'shops', body: Shops },
  { key: 'senders', body: Senders },
  { key: 'limits', body: Limits },
  { key: 'users', body: Users, needs: 'user.manage' },
  { key: 'keys', body: Keys, needs: 'key.manage' },
  { key: 'audit', body: Audit, needs: 'audit.read' },
]

export default function Settings() {
  const { t } = useTranslation()
  const [search, write] = useAddress()
  const may: Partial<Record<Permission, boolean>> = { 'user.manage': useMay('user.manage'), 'key.manage': useMay('key.manage'), 'audit.read': useMay('audit.read') }
  const open = tabs.filter(({ needs }) => !needs || may[needs])
  const active = open.find(({ key }) => key === search.tab)?.key ?? 'shops'
  return (
    <Screen title={t('nav.settings')} withoutData>
      <Tabs activeKey={active} onChange={(tab) => write({ tab: tab === 'shops' ? undefined : tab, page: undefined })} items={open.map(({ key, body: Body }) => ({ key, label: t(`setting.tab.${key}`), children: <Body /> }))} destroyOnHidden />
    </Screen>
  )
}

// The left navigation: only screens that exist.
import {
  ApartmentOutlined, DashboardOutlined, DatabaseOutlined, LineChartOutlined, MailOutlined, SendOutlined, SettingOutlined, ShoppingOutlined, TeamOutlined, UsergroupAddOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'

export interface Place {
  /** The word: nav.<key>. */
  key: string
  path?: string
  icon?: ReactNode
  children?: Place[]
  /** Only in the demonstration shop. */
  demo?: boolean
}

export const places: Place[] = [
  { key: 'overview', path: '/', icon: <DashboardOutlined /> },
  { key: 'tree', path: '/tree', icon: <ApartmentOutlined /> },
  {
    key: 'customers',
    icon: <TeamOutlined />,
    children: [
      { key: 'lifecycle', path: '/lifecycle' },
      { key: 'rfm', path: '/rfm' },
      { key: 'repurchase', path: '/repurchase' },
      { key: 'sources', path: '/sources' },
      { key: 'dormancy', path: '/dormancy' },
      { key: 'migration', path: '/migration' },
      { key: 'value', path: '/value' },
      { key: 'clusters', path: '/clusters' },
      { key: 'list', path: '/customers' },
    ],
  },
  { key: 'segments', path: '/segments', icon: <UsergroupAddOutlined /> },
  { key: 'products', path: '/products', icon: <ShoppingOutlined /> },
  { key: 'marketing', icon: <SendOutlined />, children: [{ key: 'campaigns', path: '/campaigns' }, { key: 'cultivation', path: '/cultivation' }] },
  { key: 'results', path: '/results', icon: <LineChartOutlined /> },
  { key: 'data', icon: <DatabaseOutlined />, children: [{ key: 'imports', path: '/imports' }] },
  { key: 'settings', path: '/settings', icon: <SettingOutlined /> },
  { key: 'outbox', path: '/outbox', icon: <MailOutlined />, demo: true },
]

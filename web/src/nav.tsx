// The left navigation: only screens that exist.
import {
  DashboardOutlined, TeamOutlined,
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
  {
    key: 'customers',
    icon: <TeamOutlined />,
    children: [
      { key: 'lifecycle', path: '/lifecycle' },
      { key: 'rfm', path: '/rfm' },
      { key: 'list', path: '/customers' },
    ],
  },
]

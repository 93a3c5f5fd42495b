import { LogoutOutlined, UserOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button, Dropdown } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, type Schema } from '../api/client'
import { speak } from '../lang'
import { keepLanguage } from '../lang/choice'
import { useAddress, useLang } from '../part/scope'

/** LanguageSwitch turns every word to the other language and keeps the choice. */
export function LanguageSwitch() {
  const lang = useLang()
  const [, write] = useAddress()
  const other = lang === 'zh' ? 'en' : 'zh'
  const turn = async () => {
    keepLanguage(other)
    await speak(other)
    write({ lang: other }, true)
  }
  return <Button type="text" lang={other} onClick={() => void turn()}>{other === 'en' ? 'English' : '中文'}</Button>
}

/** Person is who is logged in, and the way out. */
export function Person({ user, version }: { user: Schema['User']; version: string }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const cache = useQueryClient()
  const leave = async () => {
    await api.POST('/api/logout')
    cache.clear()
    await navigate({ to: '/login' })
  }
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'role', label: `${user.login} · ${t(`role.${user.role}`)}`, disabled: true },
          { key: 'version', label: `Huike ${version}`, disabled: true },
          { type: 'divider' },
          { key: 'leave', icon: <LogoutOutlined />, label: t('frame.logout'), onClick: () => void leave() },
        ],
      }}
    >
      <Button type="text" icon={<UserOutlined />}>{user.name || user.login}</Button>
    </Dropdown>
  )
}

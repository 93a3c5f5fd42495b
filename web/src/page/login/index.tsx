import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, take } from '../../api/client'
import { LanguageSwitch } from '../../frame/person'
import { useAddress } from '../../part/scope'
import { Failure } from '../../part/state'

type Credentials = { login: string; password: string }

/** inside keeps a way back on this site: only a path of ours is followed. */
export function inside(from: unknown): string {
  return typeof from === 'string' && /^\/(?![/\\])/.test(from) && !from.startsWith('/login') ? from : '/'
}

/** Login lets a person in and brings her to where she wanted to go. */
export default function Login() {
  const { t } = useTranslation()
  const [search] = useAddress()
  const navigate = useNavigate()
  const cache = useQueryClient()
  const enter = useMutation({
    mutationFn: (body: Credentials) => take(api.POST('/api/login', { body })),
    onSuccess: async () => {
      cache.clear()
      await navigate({ href: inside(search.from) } as never)
    },
  })
  return (
    <main style={{ minHeight: '100vh', display: 'grid', placeItems: 'center', padding: 16 }}>
      <div className="card" style={{ width: 360, padding: 32 }}>
        <div className="row spread" style={{ marginBottom: 16 }}>
          <h1 style={{ fontSize: 24, margin: 0 }}>{t('frame.brand')} <span className="quiet" style={{ fontSize: 16 }}>{t('frame.brandSmall')}</span></h1>
          <LanguageSwitch />
        </div>
        <p className="quiet">{t('login.promise')}</p>
        <Form<Credentials> layout="vertical" requiredMark={false} onFinish={enter.mutate}>
          <Form.Item name="login" label={t('login.login')} rules={[{ required: true, message: t('login.loginNeeded') }]}>
            <Input autoComplete="username" autoFocus />
          </Form.Item>
          <Form.Item name="password" label={t('login.password')} rules={[{ required: true, message: t('login.passwordNeeded') }]}>
            <Input.Password autoComplete="current-password" />
          </Form.Item>
          {enter.error && <div style={{ marginBottom: 16 }}><Failure error={enter.error} /></div>}
          <Button type="primary" htmlType="submit" block loading={enter.isPending}>{t('login.enter')}</Button>
        </Form>
      </div>
    </main>
  )
}

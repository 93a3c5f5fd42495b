// The frame around every screen: navigation left, the scope of all numbers on top.
import { useNavigate, Outlet, useLocation } from '@tanstack/react-router'
import { Layout } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Problem } from '../api/client'
import { language, speak } from '../lang'
import { useMe } from '../part/me'
import { useAddress } from '../part/scope'
import { Failure, Skeleton } from '../part/state'
import { Navigation } from './navigation'
import { Top } from './top'

export function Frame() {
  const { t } = useTranslation()
  const me = useMe()
  useLoginWhenNeeded(me.error)
  useLanguageOfAddress()
  if (me.error) return <div className="page"><Failure error={me.error} retry={() => void me.refetch()} /></div>
  if (!me.data) return <div className="page"><Skeleton height={400} /></div>
  return (
    <Layout style={{ minHeight: '100%' }} hasSider>
      <a className="skip" href="#main">{t('frame.skip')}</a>
      <Navigation demo={me.data.demo} />
      <Layout>
        <Top me={me.data} />
        <main id="main" tabIndex={-1} style={{ outline: 'none' }}><Outlet /></main>
      </Layout>
    </Layout>
  )
}

function useLoginWhenNeeded(error: unknown) {
  const navigate = useNavigate()
  const { href } = useLocation()
  const stranger = error instanceof Problem && error.status === 401
  useEffect(() => {
    // The frame stays a moment after the address has changed: to ask again would never end.
    if (stranger && !href.startsWith('/login')) void navigate({ to: '/login', search: { from: href } as never, replace: true })
  }, [stranger, navigate, href])
}

function useLanguageOfAddress() {
  const [search] = useAddress()
  const asked = search.lang
  useEffect(() => {
    if ((asked === 'zh' || asked === 'en') && asked !== language()) void speak(asked)
  }, [asked])
}

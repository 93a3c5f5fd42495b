// The frame around every screen: navigation left, the scope of all numbers on top.
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, Outlet, useLocation } from '@tanstack/react-router'
import { Layout } from 'antd'
import { lazy, startTransition, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Problem } from '../api/client'
import { language, speak } from '../lang'
import { useMe } from '../part/me'
import { afterPaint } from '../part/paint'
import { useAddress } from '../part/scope'
import { Failure, Skeleton } from '../part/state'

const Navigation = lazy(() => import('./navigation'))
const Top = lazy(() => import('./top'))

export function Frame() {
  const { t } = useTranslation()
  const me = useMe()
  const settled = useSettled()
  useLoginWhenNeeded(me.error)
  useLanguageOfAddress()
  if (me.error) return <div className="page"><Failure error={me.error} retry={() => void me.refetch()} /></div>
  if (!me.data) return <div className="page"><Skeleton height={400} /></div>
  return (
    <Layout style={{ minHeight: '100%' }} hasSider>
      <a className="skip" href="#main">{t('frame.skip')}</a>
      <Suspense fallback={<div className="side" />}>{settled ? <Navigation demo={me.data.demo} /> : <div className="side" />}</Suspense>
      <Layout>
        <header className="top"><Suspense>{settled && <Top me={me.data} />}</Suspense></header>
        <main id="main" tabIndex={-1} style={{ outline: 'none' }}><Outlet /></main>
      </Layout>
    </Layout>
  )
}

/** How long the ways around wait for a screen's first numbers, in milliseconds. */
const patience = 400

/** useSettled is false until the screen's first questions are answered: its numbers come before the ways around them. */
function useSettled(): boolean {
  const cache = useQueryClient()
  const [settled, settle] = useState(false)
  useEffect(() => {
    const end = () => startTransition(() => settle(true))
    const timer = setTimeout(end, patience)
    const stop = cache.getQueryCache().subscribe(() => cache.isFetching() === 0 && afterPaint(end))
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [cache])
  return settled
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

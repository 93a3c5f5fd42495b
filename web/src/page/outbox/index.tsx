// The demo shop's own mail catcher: what went out, as it arrived.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { Card } from '../../part/card'
import { Instant } from '../../part/instant'
import { MailFrame } from '../../part/mail-frame'
import { useMe } from '../../part/me'
import { useAddress } from '../../part/scope'
import { Screen } from '../../part/screen'
import { Empty, Loaded } from '../../part/state'

export default function Outbox() {
  const { t } = useTranslation()
  const { data: me } = useMe()
  return (
    <Screen title={t('nav.outbox')} question={t('outbox.question')} withoutData>
      {me?.demo ? <Caught /> : <Card title={t('outbox.noneTitle')} asOf={null}><Empty text={t('outbox.elsewhere')} action={<Link to="/campaigns">{t('nav.campaigns')}</Link>} /></Card>}
    </Screen>
  )
}

function Caught() {
  const { t } = useTranslation()
  const [search, write] = useAddress()
  const mails = useQuery({
    queryKey: ['outbox'],
    refetchInterval: 5000,
    queryFn: ({ signal }) => take(api.GET('/api/outbox', { params: { query: { limit: 100 } }, signal })),
  })
  return (
    <Loaded query={mails} height={320}>
      {({ items, total }) => items.length === 0
        ? <Card title={t('outbox.noneTitle')} asOf={null}><Empty text={t('outbox.none')} action={<Link to="/campaigns">{t('nav.campaigns')}</Link>} /></Card>
        : (
          <div className="grid">
            <Card className="span-5" title={t('outbox.title', { count: total })} asOf={null}><List items={items} chosen={String(search.mail ?? items[0]?.id ?? '')} choose={(id) => write({ mail: id }, true)} /></Card>
            <div className="span-7"><Viewer id={String(search.mail ?? items[0]?.id ?? '')} /></div>
          </div>
        )}
    </Loaded>
  )
}

function List({ items, chosen, choose }: { items: Schema['CaughtMail'][]; chosen: string; choose: (id: string) => void }) {
  return (
    <ul className="mails">
      {items.map((mail) => (
        <li key={mail.id}>
          <button type="button" className="plain-button" aria-current={mail.id === chosen} onClick={() => choose(mail.id)}>
            <strong>{mail.subject}</strong>
            <span className="quiet small">{mail.to} · <Instant at={mail.at} /></span>
          </button>
        </li>
      ))}
    </ul>
  )
}

type View = 'html' | 'text' | 'headers'

function Viewer({ id }: { id: string }) {
  const { t } = useTranslation()
  const [view, setView] = useState<View>('html')
  const mail = useQuery({ queryKey: ['outbox', id], enabled: id !== '', queryFn: ({ signal }) => take(api.GET('/api/outbox/{id}', { params: { path: { id } }, signal })) })
  const views: View[] = ['html', 'text', 'headers']
  return (
    <Loaded query={mail} height={400}>
      {(one) => (
        <Card title={one.subject} asOf={null} note={t('outbox.fromTo', { from: one.from, to: one.to })} extra={<Segmented size="small" value={view} onChange={setView} options={views.map((value) => ({ value, label: t(`outbox.view.${value}`) }))} />}>
          {view === 'html' && <MailFrame title={one.subject} html={one.html} height={520} />}
          {view === 'text' && <pre className="mail" style={{ padding: 16, whiteSpace: 'pre-wrap', margin: 0 }}>{one.text}</pre>}
          {view === 'headers' && <pre className="mail" style={{ padding: 16, whiteSpace: 'pre-wrap', margin: 0, overflowWrap: 'anywhere' }}>{Object.entries(one.headers).map(([name, value]) => `${name}: ${value}`).join('\n')}</pre>}
        </Card>
      )}
    </Loaded>
  )
}

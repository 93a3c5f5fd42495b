import {
  CloseCircleOutlined, EyeOutlined, LinkOutlined, MailOutlined, QuestionCircleOutlined, RollbackOutlined, ShoppingOutlined, StopOutlined, WarningOutlined,
} from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Segmented, Timeline } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { care, coral, muted } from '../../look/token'
import { Card } from '../../part/card'
import { day, full, instant } from '../../part/format'
import { useZone } from '../../part/instant'
import { Money } from '../../part/number'
import { useScope } from '../../part/scope'
import { Empty } from '../../part/state'

type Entry = Schema['TimelineEntry']

const icons: Record<Entry['kind'], ReactNode> = {
  order: <ShoppingOutlined style={{ color: care }} />,
  refund: <RollbackOutlined style={{ color: muted }} />,
  message: <MailOutlined style={{ color: coral }} />,
  open: <EyeOutlined style={{ color: coral }} />,
  click: <LinkOutlined style={{ color: coral }} />,
  unsubscribe: <StopOutlined style={{ color: muted }} />,
  bounce: <CloseCircleOutlined style={{ color: muted }} />,
  complaint: <WarningOutlined style={{ color: muted }} />,
  verdict: <QuestionCircleOutlined style={{ color: muted }} />,
}

const groups: Record<string, Entry['kind'][]> = {
  all: Object.keys(icons) as Entry['kind'][],
  orders: ['order', 'refund'],
  messages: ['message', 'open', 'click', 'unsubscribe', 'bounce', 'complaint'],
  verdicts: ['verdict'],
}

const page = 30

/** TimelineCard is all that happened with her, newest first: orders, messages, and why a message did not come. */
export function TimelineCard({ customer }: { customer: Schema['Customer'] }) {
  const { t } = useTranslation()
  const [group, setGroup] = useState('all')
  const [shown, setShown] = useState(page)
  const entries = customer.timeline.filter((one) => groups[group]?.includes(one.kind))
  const orders = customer.timeline.filter((one) => one.kind === 'order').length
  const messages = customer.timeline.filter((one) => one.kind === 'message').length
  return (
    <Card
      title={`${t('customer.orderCount', { count: orders })}${t('customer.and')}${t('customer.messageCount', { count: messages })}`}
      asOf={customer.as_of}
      extra={<Segmented size="small" value={group} onChange={setGroup} options={Object.keys(groups).map((value) => ({ value, label: t(`customer.group.${value}`) }))} />}
    >
      {entries.length === 0
        ? <Empty text={t(`customer.nothing.${group}`)} />
        : <Timeline style={{ marginTop: 16 }} items={entries.slice(0, shown).map((one, index) => ({ key: `${one.occurred_at}-${one.kind}-${index}`, icon: icons[one.kind], content: <Happening entry={one} /> }))} />}
      {entries.length > shown && <Button onClick={() => setShown(shown + page)}>{t('customer.more', { count: entries.length - shown })}</Button>}
    </Card>
  )
}

function Happening({ entry }: { entry: Entry }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const zone = useZone()
  const moment = `${instant(entry.occurred_at, lang, zone)}${zone ? ` · ${t('part.zone', { zone })}` : ''}`
  return (
    <div>
      <span className="row" style={{ alignItems: 'baseline' }}>
        <span className="quiet" style={{ width: 112 }} title={moment}>{day(entry.day, lang)}</span>
        <strong>{t(`customer.event.${entry.kind}`)}</strong>
        {entry.campaign_id ? <Link to={`/campaigns/${entry.campaign_id}`}>{entry.title || `#${entry.campaign_id}`}</Link> : <span>{entry.title}</span>}
        {entry.amount !== undefined && entry.amount !== null && <strong><Money value={entry.amount} currency={entry.currency} /></strong>}
        {entry.state && <span className="quiet">{t(`${entry.kind === 'order' ? 'orderState' : 'messageState'}.${entry.state}`, entry.state)}</span>}
      </span>
      {entry.reason && <Why entry={entry} />}
      <Lines entry={entry} lang={lang} />
    </div>
  )
}

function Why({ entry }: { entry: Entry }) {
  const { t } = useTranslation()
  const code = entry.reason ?? ''
  const why = entry.kind === 'message' ? t('customer.reply', { code }) : t(`reason.${code}`, code)
  return <div className="quiet" style={{ paddingLeft: 120 }}>{why}</div>
}

function Lines({ entry, lang }: { entry: Entry; lang: 'zh' | 'en' }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const lines = entry.lines ?? []
  if (lines.length === 0) return null
  const visible = open ? lines : lines.slice(0, 3)
  return (
    <ul className="quiet small" style={{ margin: '4px 0 0 120px', padding: 0, listStyle: 'none' }}>
      {visible.map((one, index) => (
        <li key={`${one.title}-${index}`}>{full(one.quantity, lang)} × {one.title} · <Money value={one.amount} currency={entry.currency} /></li>
      ))}
      {lines.length > visible.length && (
        <li><button type="button" className="plain-button" style={{ textDecoration: 'underline' }} onClick={() => setOpen(true)}>{t('customer.moreLines', { count: lines.length - visible.length })}</button></li>
      )}
    </ul>
  )
}

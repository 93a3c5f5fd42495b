import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { ink, marketing, muted } from '../../look/token'
import { Card } from '../../part/card'
import { full, percent } from '../../part/format'
import { useScope } from '../../part/scope'
import { Empty } from '../../part/state'
import { StepBars } from '../../part/step-bars'

const shown = [['sent', ink], ['opened', '#34486A'], ['clicked', marketing], ['unsubscribed', '#A23B16'], ['failed', muted], ['unknown', '#C9C6BD']] as const

/** Reach is the way of the messages: sent, opened, clicked; opening is no proof of anything. */
export function Reach({ report }: { report: Schema['Report'] }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const { funnel } = report
  if (funnel.sent + funnel.failed + funnel.unknown === 0) return <Card title={t('result.nothingSent')} asOf={report.as_of}><Empty text={t('result.nothingSentText')} /></Card>
  const share = (value: number) => (funnel.sent > 0 ? value / funnel.sent : 0)
  const title = t('result.reachTitle', { sent: full(funnel.sent, lang), opened: percent(share(funnel.opened)), clicked: percent(share(funnel.clicked)) })
  return (
    <Card title={title} asOf={report.as_of} note={t('result.reachNote')}>
      <StepBars
        whole={funnel.sent} write={(value) => full(value, lang)}
        steps={shown.filter(([key]) => funnel[key] > 0 || key === 'sent').map(([key, colour]) => ({ key, label: t(`campaign.${key}`), value: funnel[key], colour, note: key === 'sent' ? undefined : percent(share(funnel[key])) }))}
      />
    </Card>
  )
}

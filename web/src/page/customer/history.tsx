import { Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { stageColour } from '../../look/token'
import { Card } from '../../part/card'
import { Figure } from '../../part/chart'
import { day } from '../../part/format'
import { useScope } from '../../part/scope'
import { StageTag } from '../../part/stage'
import { stretches } from './span'

/** HistoryCard is her whole time with the shop in one bar, coloured by stage. */
export function HistoryCard({ customer }: { customer: Schema['Customer'] }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const spans = stretches(customer.stage_history, customer.as_of)
  const now = spans.at(-1)
  if (!now) return null
  const title = t('customer.stays', { stage: t(`stage.${now.stage}`), count: now.days, day: day(spans[0]?.from ?? now.from, lang) })
  const sheet = {
    head: [t('customer.stage'), t('lifecycle.from'), t('lifecycle.to'), t('customer.days')],
    rows: spans.map((one) => [t(`stage.${one.stage}`), one.from, one.to, one.days]),
  }
  const seen = [...new Set(spans.map((one) => one.stage))]
  return (
    <Card title={title} asOf={customer.as_of}>
      <Figure name={`customer-${customer.id}-stages`} sheet={sheet} height={200}>
        <div role="img" aria-label={title} style={{ display: 'flex', height: 32, borderRadius: 4, overflow: 'hidden', gap: 1 }}>
          {spans.map((one) => (
            <Tooltip key={one.from + one.stage} title={`${t(`stage.${one.stage}`)} · ${day(one.from, lang)} – ${day(one.to, lang)} · ${t('customer.dayCount', { count: one.days })}`}>
              <span style={{ flex: one.days, background: stageColour[one.stage] }} />
            </Tooltip>
          ))}
        </div>
        <div className="row spread quiet small" style={{ marginTop: 4 }}>
          <span>{day(spans[0]?.from ?? '', lang)}</span>
          <span className="row">{seen.map((stage) => <StageTag key={stage} stage={stage} />)}</span>
          <span>{day(customer.as_of, lang)}</span>
        </div>
      </Figure>
    </Card>
  )
}

import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { stageColour } from '../../look/token'
import { day, difference, full } from '../../part/format'
import { Count, Money } from '../../part/number'
import { useScope } from '../../part/scope'
import { StageTag } from '../../part/stage'

/** StageCards says of every stage how many, what they are worth, who came and went; each opens its customers. */
export function StageCards({ lifecycle }: { lifecycle: Schema['Lifecycle'] }) {
  const bounds = lifecycle.definition.bounds
  return (
    <div className="span-12 stage-cards">
      {lifecycle.stages.map((one, index) => (
        <StageCard key={one.stage} one={one} range={[(bounds[index - 1] ?? -1) + 1, bounds[index]]} lifecycle={lifecycle} />
      ))}
    </div>
  )
}

interface StageCardProps {
  one: Schema['StageMove']
  /** First and last day since the last purchase; no last for the oldest stage. */
  range: [number, number | undefined]
  lifecycle: Schema['Lifecycle']
}

function StageCard({ one, range: [from, to], lifecycle }: StageCardProps) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const since = lifecycle.compare
  return (
    <section className="card" style={{ borderTop: `4px solid ${stageColour[one.stage]}` }}>
      <div className="row spread">
        <h2 style={{ fontSize: 14, margin: 0 }}><StageTag stage={one.stage} /></h2>
        <span className="quiet small">{to === undefined ? t('lifecycle.daysFrom', { from }) : t('lifecycle.days', { from, to })}</span>
      </div>
      <Link to="/customers" search={{ stage: one.stage } as never} className="figure" style={{ color: 'inherit' }}><Count value={one.customers} /></Link>
      <span className="small"><span className="quiet">{t('customer.net')}</span> <Money value={one.net} currency={lifecycle.currency} /></span>
      <span className="small quiet">{t('overview.moved', { change: difference(one.customers - one.before, lang), since: day(since, lang, true) })}</span>
      <span className="small" style={{ marginTop: 8 }}>
        {one.entered > 0
          ? <Link to="/customers" search={{ stage: one.stage, since } as never} style={{ textDecoration: 'underline' }}>{t('lifecycle.entered', { customers: full(one.entered, lang) })}</Link>
          : <span className="quiet">{t('lifecycle.entered', { customers: '0' })}</span>}
        <span className="quiet"> · {t('lifecycle.left', { customers: full(one.left, lang) })}</span>
      </span>
    </section>
  )
}

import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { stageColour } from '../../look/token'
import { Figure } from '../../part/chart'
import { day, difference, full, percent } from '../../part/format'
import { Count } from '../../part/number'
import { useScope } from '../../part/scope'
import { StageTag } from '../../part/stage'

/** StageBar is everybody in one bar, by stage, with who came and went; each stage opens its customers. */
export function StageBar({ lifecycle }: { lifecycle: Schema['Lifecycle'] }) {
  const { t } = useTranslation()
  const { stages, customers } = lifecycle
  const sheet = {
    head: [t('customer.stage'), t('overview.customers'), t('overview.before'), t('overview.entered'), t('overview.left'), t('customer.net')],
    rows: stages.map((one) => [t(`stage.${one.stage}`), one.customers, one.before, one.entered, one.left, one.net]),
  }
  return (
    <Figure name="stages" sheet={sheet} height={160}>
      <div aria-hidden style={{ display: 'flex', height: 24, borderRadius: 4, overflow: 'hidden', gap: 2, margin: '8px 0 16px' }}>
        {stages.filter((one) => one.customers > 0).map((one) => (
          <div key={one.stage} style={{ flex: one.customers, minWidth: 4, background: stageColour[one.stage] }} />
        ))}
      </div>
      <div className="grid" style={{ gridTemplateColumns: 'repeat(6, minmax(0, 1fr))' }}>
        {stages.map((one) => <Stage key={one.stage} one={one} all={customers} since={lifecycle.compare} />)}
      </div>
    </Figure>
  )
}

function Stage({ one, all, since }: { one: Schema['StageMove']; all: number; since: string }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  return (
    <Link to="/customers" search={{ stage: one.stage } as never} className="stack door" style={{ gap: 0, color: 'inherit' }}>
      <StageTag stage={one.stage} />
      <span style={{ fontSize: 20, lineHeight: '28px', fontWeight: 700 }}><Count value={one.customers} /></span>
      <span className="quiet small">{all > 0 ? percent(one.customers / all) : ''}</span>
      <span className="quiet small">{t('overview.moved', { change: difference(one.customers - one.before, lang), since: day(since, lang, true) })}</span>
      <span className="quiet small">{t('overview.inOut', { entered: full(one.entered, lang), left: full(one.left, lang) })}</span>
    </Link>
  )
}

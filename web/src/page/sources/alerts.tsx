import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { Card } from '../../part/card'
import { percent } from '../../part/format'
import { SaveSegment } from '../../part/save-segment'
import { Empty } from '../../part/state'
import { cameFrom, useName } from './name'

/** Alerts says which sources get dearer, dry up or bring weaker customers, each with its next step. */
export function Alerts({ sources }: { sources: Schema['Sources'] }) {
  const { t } = useTranslation()
  const nameOf = useName()
  const found = sources.sources.flatMap((one) => [
    ...one.alerts.map((alert) => ({
      key: `${one.name} ${alert.code}`, source: one.name,
      text: t(`sources.alert.${alert.code}`, { name: nameOf(one.name), growth: percent(Math.abs(alert.growth)), low: percent(Math.abs(alert.low)), high: percent(Math.abs(alert.high)), months: alert.months }),
    })),
    ...one.traits.map((trait) => ({ key: `${one.name} ${trait}`, source: one.name, text: t(`sources.trait.${trait}.text`, { name: nameOf(one.name) }) })),
  ])
  return (
    <Card className="span-4" title={t('sources.alerts')} note={t('sources.alertNote')}>
      {found.length === 0 && <Empty text={t('sources.noAlert')} />}
      <ul className="stack" style={{ listStyle: 'none', margin: 0, padding: 0, gap: 16 }}>
        {found.map((one) => (
          <li key={one.key} className="stack" style={{ gap: 8, borderLeft: '3px solid #D9480F', paddingLeft: 12 }}>
            <span>{one.text}</span>
            {one.source && (
              <span className="row">
                <Link to="/customers" search={{ rule: cameFrom(one.source) } as never}>{t('part.seeCustomers')}</Link>
                <SaveSegment rule={cameFrom(one.source)} name={t('sources.segmentName', { name: one.source })} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}

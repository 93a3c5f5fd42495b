import { Link } from '@tanstack/react-router'
import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { Card } from '../../part/card'
import { day, full, percent } from '../../part/format'
import { ruleOf } from '../../part/rule'
import { SaveSegment } from '../../part/save-segment'
import { useScope } from '../../part/scope'
import { Empty } from '../../part/state'
import { type Finding, findings } from './finding'

const known = (code: string) => i18next.exists(`overview.finding.${code}`)

/** Causes says what happened in at most three sentences, each with its next step. */
export function Causes({ overview, lifecycle }: { overview: Schema['Overview']; lifecycle: Schema['Lifecycle'] | undefined }) {
  const { t } = useTranslation()
  const found = findings(overview, lifecycle, known)
  return (
    <Card className="span-4" title={t('overview.causes')}>
      {found.length === 0 && <Empty text={t('overview.noCauses')} />}
      <ol className="stack" style={{ margin: 0, padding: 0, listStyle: 'none', gap: 16 }}>
        {found.map((one) => <Cause key={one.code + JSON.stringify(one.params)} finding={one} />)}
      </ol>
    </Card>
  )
}

function Cause({ finding }: { finding: Finding }) {
  const { t } = useTranslation()
  const words = useWords(finding)
  const text = t(`overview.finding.${finding.code}`, words)
  return (
    <li className="stack" style={{ gap: 8, borderLeft: '3px solid #D9480F', paddingLeft: 12 }}>
      <span>{text}</span>
      {finding.filter && (
        <span className="row">
          <Link to="/customers" search={finding.filter as never}>{t('part.seeCustomers')}</Link>
          <SaveSegment rule={ruleOf(finding.filter)} name={t(`overview.segmentName.${finding.code}`, { ...words, defaultValue: text })} />
        </span>
      )}
    </li>
  )
}

/** useWords writes a finding's values as the language does. */
function useWords({ params }: Finding): { [key: string]: unknown } {
  const { t } = useTranslation()
  const { lang } = useScope()
  const write = (key: string, value: unknown) => {
    if (key === 'stage') return t(`stage.${String(value)}`)
    if (key === 'driver') return t(`overview.driver.${String(value)}`)
    if (key === 'since' || key === 'day') return day(String(value), lang, true)
    if (typeof value !== 'number') return value
    return key === 'change' ? percent(Math.abs(value)) : key === 'by' ? `${value < 0 ? '−' : '+'}${percent(Math.abs(value))}` : full(value, lang)
  }
  return Object.fromEntries(Object.entries(params).map(([key, value]) => [key, write(key, value)]))
}

// The two repurchase KPIs, each with its definition beside the number.
import { Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { care } from '../../look/token'
import { Card } from '../../part/card'
import type { Sheet } from '../../part/csv'
import { day, full, percent } from '../../part/format'
import { Estimate } from '../../part/number'
import { Plot } from '../../part/plot'
import { useScope } from '../../part/scope'
import { Empty } from '../../part/state'
import { Term } from '../../part/term'

type Repurchase = Schema['Repurchase']
type Ratio = Schema['Ratio']

function Share({ ratio, unit }: { ratio: Ratio; unit: string }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  return (
    <>
      <Estimate value={ratio.rate} low={ratio.low} high={ratio.high} missing={t('overview.noneYet')} />
      <span className="quiet small">{t(unit, { numerator: full(ratio.numerator, lang), denominator: full(ratio.denominator, lang) })}</span>
    </>
  )
}

/** SecondPurchase is the share of new customers who come back in time, by weekly cohort. */
export function SecondPurchase({ repurchase }: { repurchase: Repurchase }) {
  const { t } = useTranslation()
  const { days, matured, literal } = repurchase
  const title = matured.rate === undefined || matured.rate === null
    ? t('overview.secondUnknown', { days })
    : t('overview.second', { days, rate: percent(matured.rate) })
  const sheet = {
    head: [t('overview.week'), t('overview.newCustomers'), t('overview.cameBack'), t('overview.rate')],
    rows: repurchase.cohorts.map((one) => [one.week, one.new, one.second, one.matured ? (one.rate ?? null) : null]),
  }
  return (
    <Card className="span-7" title={title} note={t('overview.cohortNote', { days })}>
      <div className="row" style={{ gap: 32, alignItems: 'flex-start' }}>
        <div className="stack" style={{ gap: 4, width: 216 }}>
          <Share ratio={matured} unit="overview.secondOf" />
          <p className="small quiet" style={{ margin: '8px 0 0' }}><Term word="matured" />{t('overview.secondDefinition', { days })}</p>
          {!repurchase.naive_hidden && literal.rate !== undefined && literal.rate !== null && (
            <p className="small quiet" style={{ margin: 0 }}><Term word="literal" /> {percent(literal.rate)}</p>
          )}
        </div>
        <div style={{ flex: 1, minWidth: 240 }}>
          {repurchase.cohorts.some(({ matured: ripe }) => ripe) ? <Cohorts repurchase={repurchase} label={title} sheet={sheet} /> : <Empty text={t('overview.noCohort', { days })} />}
        </div>
      </div>
    </Card>
  )
}

function Cohorts({ repurchase: { cohorts }, label, sheet }: { repurchase: Repurchase; label: string; sheet: Sheet }) {
  const { lang } = useScope()
  return (
    <Plot
      name="cohorts"
      label={label}
      sheet={sheet}
      height={168}
      names={cohorts.map((one) => day(one.week, lang, true))}
      bars={cohorts.map((one) => (one.matured ? (one.rate ?? null) : null))}
      colour={care}
      write={(value) => percent(value, 0)}
      tip={(index) => <CohortTip one={cohorts[index]} />}
    />
  )
}

function CohortTip({ one }: { one: Schema['Cohort'] | undefined }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  if (!one) return null
  const rate = one.matured && one.rate !== undefined ? percent(one.rate) : t('overview.notYet')
  return (
    <>
      <strong>{t('overview.weekOf', { day: day(one.week, lang) })}</strong>
      <div>{t('overview.secondOf', { numerator: full(one.second, lang), denominator: full(one.new, lang) })}</div>
      <div>{rate}</div>
    </>
  )
}

/** Regulars is how many active old customers buy again, in either reading of the definition. */
export function Regulars({ repurchase }: { repurchase: Repurchase }) {
  const { t } = useTranslation()
  const [reading, setReading] = useState<'d1' | 'd2'>('d1')
  const ratio = reading === 'd1' ? repurchase.regulars_d1 : repurchase.regulars_d2
  const { days } = repurchase
  const title = ratio.rate === undefined || ratio.rate === null
    ? t('overview.regularsUnknown')
    : t(reading === 'd1' ? 'overview.regularsD1' : 'overview.regularsD2', { rate: percent(ratio.rate), days })
  return (
    <Card
      className="span-5"
      title={title}
      extra={(
        <Segmented
          size="small"
          aria-label={t('overview.reading')}
          value={reading}
          options={[{ value: 'd1', label: 'D1' }, { value: 'd2', label: 'D2' }]}
          onChange={setReading}
        />
      )}
    >
      <Share ratio={ratio} unit="overview.regularsOf" />
      <p className="quiet small" style={{ marginTop: 8 }}>
        <Term word="regulars" /> · {reading === 'd1' ? t('overview.d1Definition', { days, twice: 2 * days }) : t('overview.d2Definition', { days })}
      </p>
    </Card>
  )
}

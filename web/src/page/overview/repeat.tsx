// The two repurchase KPIs, each with its definition beside the number.
import { Segmented } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { care, line, muted } from '../../look/token'
import { Card } from '../../part/card'
import { Chart } from '../../part/chart'
import { day, full, percent } from '../../part/format'
import { Estimate } from '../../part/number'
import { useScope } from '../../part/scope'
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
          <Cohorts repurchase={repurchase} label={title} sheet={sheet} />
        </div>
      </div>
    </Card>
  )
}

function Cohorts({ repurchase, label, sheet }: { repurchase: Repurchase; label: string; sheet: { head: string[]; rows: (string | number | null)[][] } }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const option = useMemo(() => {
    const { cohorts } = repurchase
    return {
      grid: { left: 8, right: 8, top: 16, bottom: 8, containLabel: true },
      tooltip: {
        trigger: 'axis',
        formatter: (points: { dataIndex: number }[]) => {
          const one = cohorts[points[0]?.dataIndex ?? 0]
          if (!one) return ''
          const rate = one.matured && one.rate !== undefined ? percent(one.rate) : t('overview.notYet')
          return [t('overview.weekOf', { day: day(one.week, lang) }), t('overview.secondOf', { numerator: full(one.second, lang), denominator: full(one.new, lang) }), rate].join('<br>')
        },
      },
      xAxis: { type: 'category', data: cohorts.map((one) => one.week), axisTick: { show: false }, axisLine: { lineStyle: { color: line } }, axisLabel: { color: muted, hideOverlap: true, formatter: (text: string) => day(text, lang, true) } },
      yAxis: { type: 'value', min: 0, splitNumber: 3, splitLine: { lineStyle: { color: line } }, axisLabel: { color: muted, formatter: (value: number) => percent(value, 0) } },
      series: [{ type: 'bar', barCategoryGap: '20%', data: cohorts.map((one) => (one.matured ? (one.rate ?? null) : null)), itemStyle: { color: care } }],
    }
  }, [repurchase, lang, t])
  return <Chart name="cohorts" label={label} option={option} sheet={sheet} height={168} />
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

import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { Card } from '../../part/card'
import { full, percent } from '../../part/format'
import { Estimate } from '../../part/number'
import { useScope } from '../../part/scope'
import { Term } from '../../part/term'
import { Curves } from './curve'

type Cohorts = Schema['Cohorts']

interface Reading {
  key: 'matured' | 'estimate' | 'literal' | 'd1' | 'd2'
  value?: number | null
  low?: number | null
  high?: number | null
  of: string
}

function useReadings(cohorts: Cohorts): Reading[] {
  const { t } = useTranslation()
  const { lang } = useScope()
  const counted = (key: Reading['key'], ratio: Schema['Ratio']): Reading => ({
    key, value: ratio.rate, low: ratio.low, high: ratio.high,
    of: t('repurchase.of', { numerator: full(ratio.numerator, lang), denominator: full(ratio.denominator, lang) }),
  })
  const { share, low, high, customers } = cohorts.estimate
  return [
    counted('matured', cohorts.matured),
    { key: 'estimate', value: share, low, high, of: t('repurchase.ofAll', { customers: full(customers, lang) }) },
    counted('literal', cohorts.literal),
    counted('d1', cohorts.d1),
    counted('d2', cohorts.d2),
  ]
}

/** Readings shows every reading of the repurchase rate beside its definition and its weakness, and the curve behind them. */
export function Readings({ cohorts }: { cohorts: Cohorts }) {
  const { t } = useTranslation()
  const readings = useReadings(cohorts)
  const { days, matured, estimate } = cohorts
  const rate = matured.rate ?? estimate.share
  const title = rate === undefined || rate === null ? t('repurchase.unknown', { days, longest: estimate.follow_up_days }) : t('repurchase.title', { rate: percent(rate), days })
  return (
    <>
      <Card className="span-7" title={title} note={<Term word="interval" />}>
        <ul className="stack" style={{ listStyle: 'none', padding: 0, margin: 0, gap: 16 }}>
          {readings.map((one) => (
            <li key={one.key} className="row" style={{ alignItems: 'flex-start', gap: 24, flexWrap: 'nowrap' }}>
              <div className="stack" style={{ gap: 0, width: 200, flex: 'none' }}>
                <Estimate value={one.value} low={one.low} high={one.high} missing={t('repurchase.noNumber')} />
                <span className="quiet small">{one.of}</span>
              </div>
              <div className="stack" style={{ gap: 0 }}>
                <strong>{t(`repurchase.reading.${one.key}.name`)}</strong>
                <span className="small">{t(`repurchase.reading.${one.key}.text`, { days, twice: 2 * days })}</span>
                <span className="small quiet">{t(`repurchase.reading.${one.key}.but`, { days })}</span>
              </div>
            </li>
          ))}
        </ul>
      </Card>
      <Card className="span-5" title={t('repurchase.curveTitle')} note={t('repurchase.curveNote')}>
        <Curves name="second-purchase" curves={[{ key: 'all', label: t('repurchase.secondPurchase'), points: cohorts.curve }]} bands mark={days} height={360} />
      </Card>
    </>
  )
}

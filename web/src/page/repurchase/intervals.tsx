import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { Card } from '../../part/card'
import { full, percent } from '../../part/format'
import { useScope } from '../../part/scope'
import { Empty } from '../../part/state'
import { Curves } from './curve'

/** Intervals is how long customers take from each purchase to the next: the rate usually rises with the ordinal. */
export function Intervals({ cohorts }: { cohorts: Schema['Cohorts'] }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const all = cohorts.intervals
  const curves = useMemo(() => all.map((one) => ({ key: String(one.ordinal), label: t(`repurchase.ordinal${one.ordinal === 5 ? 'Last' : ''}`, { from: one.ordinal, to: one.ordinal + 1 }), points: one.curve })), [all, t])
  const first = all[0]
  const second = all[1]
  const rising = first?.share.share !== undefined && second?.share.share !== undefined
  const title = rising
    ? t('repurchase.intervalTitle', { first: percent(first?.share.share ?? 0), second: percent(second?.share.share ?? 0), days: cohorts.days })
    : t('repurchase.intervals')
  const write = (days: number | null | undefined) => (days === undefined || days === null ? '—' : t('repurchase.days', { days: full(days, lang) }))
  return (
    <Card className="span-7" title={title} note={t('repurchase.intervalNote')}>
      {all.length === 0 ? <Empty text={t('lifecycle.noClock')} /> : (
        <>
          <Curves name="intervals" curves={curves} height={260} />
          <div className="chart-table" tabIndex={0}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{t('repurchase.interval')}</th><th scope="col">{t('repurchase.started')}</th><th scope="col">{t('repurchase.withinDays', { days: cohorts.days })}</th>
                  <th scope="col">{t('repurchase.quarter')}</th><th scope="col">{t('repurchase.half')}</th><th scope="col">{t('repurchase.threeQuarters')}</th>
                </tr>
              </thead>
              <tbody>
                {all.map((one, index) => (
                  <tr key={one.ordinal}>
                    <td>{curves[index]?.label}</td>
                    <td className="num">{full(one.started, lang)}</td>
                    <td className="num">{one.share.share === undefined || one.share.share === null ? '—' : percent(one.share.share)}</td>
                    <td className="num">{write(one.quarter)}</td><td className="num">{write(one.half)}</td><td className="num">{write(one.three_quarters)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </Card>
  )
}

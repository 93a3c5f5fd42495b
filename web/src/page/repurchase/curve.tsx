import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { care, ink, line, muted } from '../../look/token'
import { Chart } from '../../part/chart'
import { percent } from '../../part/format'
import { Empty } from '../../part/state'

export interface Curve {
  key: string
  label: string
  points: Schema['ShareOnDay'][]
}

interface CurvesProps {
  name: string
  curves: Curve[]
  /** Draw the 95 % interval of every curve. */
  bands?: boolean
  /** A day that is marked. */
  mark?: number
  height: number
}

const colours = [care, '#4D8B31', '#E0A100', '#E8751A', '#A23B16']
const dashes = ['solid', 'dashed', 'dotted', [8, 4, 2, 4], [2, 6]]

/** Curves draws shares that grow with the days. */
export function Curves({ name, curves, bands = false, mark, height }: CurvesProps) {
  const { t } = useTranslation()
  const option = useMemo(() => {
    const series = curves.flatMap((curve, index) => {
      const colour = colours[index % colours.length]
      const data = curve.points.map((point) => [point.days, point.share])
      const main = { type: 'line', name: curve.label, data, symbol: 'none', step: 'end', color: colour, lineStyle: { width: 2, type: dashes[index % dashes.length] } }
      const edge = (key: 'low' | 'high') => ({
        type: 'line', name: t(`repurchase.${key}`), data: curve.points.map((point) => [point.days, point[key]]), symbol: 'none', step: 'end', color: colour,
        lineStyle: { width: 1, type: 'dotted', opacity: 0.8 },
      })
      return bands ? [main, edge('low'), edge('high')] : [main]
    })
    if (mark !== undefined && series[0]) {
      Object.assign(series[0], { markLine: { symbol: 'none', silent: true, lineStyle: { color: ink, type: 'dashed' }, label: { formatter: t('repurchase.days', { days: mark }), color: ink }, data: [{ xAxis: mark }] } })
    }
    return {
      grid: { left: 8, right: 24, top: 32, bottom: 28, containLabel: true },
      legend: curves.length > 1 ? { top: 0, textStyle: { color: ink } } : undefined,
      tooltip: {
        trigger: 'axis',
        formatter: (items: { axisValue: number; seriesName: string; value: [number, number]; marker: string }[]) =>
          `${t('repurchase.afterDays', { days: items[0]?.axisValue })}<br>${items.map((item) => `${item.marker}${item.seriesName} <b>${percent(item.value[1])}</b>`).join('<br>')}`,
      },
      xAxis: { type: 'value', name: t('repurchase.daysSince'), nameLocation: 'middle', nameGap: 28, nameTextStyle: { color: muted }, splitLine: { show: false }, axisLabel: { color: muted } },
      yAxis: { type: 'value', min: 0, splitNumber: 4, splitLine: { lineStyle: { color: line } }, axisLabel: { color: muted, formatter: (value: number) => percent(value, 0) } },
      series,
    }
  }, [curves, bands, mark, t])
  const known = curves.filter((curve) => curve.points.length > 1)
  if (known.length === 0) return <Empty text={t('repurchase.noCurve')} />
  const sheet = {
    head: [t('repurchase.curve'), t('repurchase.daysSince'), t('repurchase.share'), t('repurchase.low'), t('repurchase.high')],
    rows: known.flatMap((curve) => curve.points.map((point) => [curve.label, point.days, point.share, point.low, point.high])),
  }
  return <Chart name={name} label={known.map((curve) => curve.label).join(', ')} option={option} sheet={sheet} height={height} />
}

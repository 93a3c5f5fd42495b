import { useNavigate } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { ink, line, muted, stageColour } from '../../look/token'
import { Card } from '../../part/card'
import { Chart } from '../../part/chart'
import { count, full, percent } from '../../part/format'
import { useScope } from '../../part/scope'
import { Term } from '../../part/term'
import { Empty } from '../../part/state'
import type { Pick } from '../../part/use-chart'
import { stageOf } from './flow'

type Bar = Schema['Bar']

interface Drawing {
  value(dimension: number): number
  coord(point: [number, number]): [number, number]
}

/** Clock is how long ago everybody bought last, with the bounds of the stages drawn in. */
export function Clock({ lifecycle }: { lifecycle: Schema['Lifecycle'] }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const navigate = useNavigate()
  const { histogram, definition, customers } = lifecycle
  const open = useCallback((bar: Bar | undefined) => {
    if (!bar) return
    const last = bar === histogram.at(-1)
    void navigate({ to: '/customers', search: { recency_from: bar.from_day, recency_to: last ? undefined : bar.to_day } as never })
  }, [navigate, histogram])
  const pick = useCallback(({ dataIndex }: Pick) => open(histogram[dataIndex]), [open, histogram])
  const option = useClock(lifecycle)
  const bound = definition.bounds[1] ?? 45
  const fresh = lifecycle.stages.slice(0, 2).reduce((sum, one) => sum + one.customers, 0)
  const title = t('lifecycle.clock', { share: customers > 0 ? percent(fresh / customers, 0) : '—', days: bound })
  const sheet = {
    head: [t('lifecycle.daysSince'), t('overview.customers'), t('customer.stage')],
    rows: histogram.map((bar) => [`${bar.from_day}–${bar.to_day}`, bar.customers, t(`stage.${stageOf(bar.from_day, definition.bounds)}`)]),
  }
  return (
    <Card className="span-12" title={title} note={<><Term word="clock" /> · {t('lifecycle.clockNote', { version: definition.version, bounds: definition.bounds.join(' / ') })}</>}>
      {histogram.length === 0
        ? <Empty text={t('lifecycle.noClock')} />
        : <Chart name="clock" label={`${title} ${full(customers, lang)}`} option={option} sheet={sheet} height={272} onPick={pick} onRow={(row) => open(histogram[row])} />}
    </Card>
  )
}

/** end is the last day drawn: an open last bar is drawn as wide as the one before. */
function end(histogram: Bar[]): number {
  const last = histogram.at(-1)
  const before = histogram.at(-2)
  if (!last) return 1
  const width = before ? before.to_day - before.from_day + 1 : 7
  return last.from_day + Math.min(Math.max(1, last.to_day - last.from_day + 1), Math.max(width * 4, 14))
}

function useClock({ histogram, definition: { bounds } }: Schema['Lifecycle']) {
  const { t } = useTranslation()
  const { lang } = useScope()
  return useMemo(() => {
    const stop = end(histogram)
    const rows = histogram.map((bar) => [bar.from_day, Math.min(bar.to_day + 1, stop), bar.customers, bar.to_day])
    const colour = (from: number, to: number) => stageColour[stageOf(Math.floor((from + to) / 2), bounds)]
    return {
      grid: { left: 8, right: 24, top: 32, bottom: 24, containLabel: true },
      tooltip: {
        trigger: 'item',
        formatter: ({ value: [from, , people, to] }: { value: [number, number, number, number] }) =>
          `${t('lifecycle.days', { from, to })} · ${t(`stage.${stageOf(Math.floor((from + to) / 2), bounds)}`)}<br><b>${full(people, lang)}</b>`,
      },
      xAxis: { type: 'value', min: 0, max: stop, name: t('lifecycle.daysSince'), nameLocation: 'middle', nameGap: 28, nameTextStyle: { color: muted }, splitLine: { show: false }, axisLabel: { color: muted } },
      yAxis: { type: 'value', minInterval: 1, splitNumber: 4, splitLine: { lineStyle: { color: line } }, axisLabel: { color: muted, formatter: (value: number) => count(value, lang) } },
      series: [{
        type: 'custom', data: rows, encode: { x: [0, 1], y: 2 }, cursor: 'pointer',
        renderItem: (_: unknown, drawing: Drawing) => {
          const from = drawing.value(0)
          const [x, y] = drawing.coord([from, drawing.value(2)])
          const [right, floor] = drawing.coord([drawing.value(1), 0])
          return { type: 'rect', shape: { x, y, width: Math.max(1, right - x - 1), height: floor - y }, style: { fill: colour(from, drawing.value(3)) } }
        },
        markLine: {
          symbol: 'none', silent: true, lineStyle: { color: ink, type: 'dashed', width: 1 },
          label: { color: ink, fontSize: 12, formatter: ({ value }: { value: number }) => t('lifecycle.bound', { days: value }) },
          data: bounds.filter((bound) => bound < stop).map((bound) => ({ xAxis: bound + 1, value: bound, label: { formatter: t('lifecycle.bound', { days: bound }) } })),
        },
      }],
    }
  }, [histogram, bounds, lang, t])
}

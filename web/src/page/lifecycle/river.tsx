import { useNavigate } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { ink, stageColour } from '../../look/token'
import { Card } from '../../part/card'
import { Chart } from '../../part/chart'
import { count, day, full } from '../../part/format'
import { ruleOf } from '../../part/rule'
import { SaveSegment } from '../../part/save-segment'
import { useScope } from '../../part/scope'
import { Empty } from '../../part/state'
import type { Pick } from '../../part/use-chart'
import { slide, whole } from './flow'

type Flow = Schema['Flow']

/** River draws the stages of two days and the streams between them. */
export function River({ lifecycle }: { lifecycle: Schema['Lifecycle'] }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const navigate = useNavigate()
  const flows = useMemo(() => whole(lifecycle), [lifecycle])
  const largest = slide(flows)
  const since = lifecycle.compare
  const open = useCallback((flow: Flow) => {
    const moved = flow.from !== flow.to
    void navigate({ to: '/customers', search: (moved ? { stage: flow.to, since } : { stage: flow.to }) as never })
  }, [navigate, since])
  const pick = useCallback(({ dataType, data, name }: Pick) => {
    if (dataType === 'edge') open((data as { flow: Flow }).flow)
    else void navigate({ to: '/customers', search: { stage: name.slice(name.indexOf(':') + 1) } as never })
  }, [navigate, open])
  const option = useRiver(flows, lifecycle)
  const title = largest
    ? t('lifecycle.slide', { customers: full(largest.customers, lang), from: t(`stage.${largest.from}`), to: t(`stage.${largest.to}`), since: day(since, lang, true) })
    : t('lifecycle.noSlide', { since: day(since, lang, true) })
  const sheet = {
    head: [t('lifecycle.from'), t('lifecycle.to'), t('overview.customers')],
    rows: flows.map((one) => [t(`stage.${one.from}`), t(`stage.${one.to}`), one.customers]),
  }
  const save = largest && <SaveSegment rule={ruleOf({ stage: largest.to, since })} name={t('overview.segmentName.slid', { stage: t(`stage.${largest.to}`), since: day(since, lang, true) })} />
  return (
    <Card className="span-8" title={title} extra={save} note={t('lifecycle.riverNote', { since: day(since, lang) })}>
      {flows.length === 0
        ? <Empty text={t('lifecycle.noFlow')} />
        : <Chart name="flows" label={title} option={option} sheet={sheet} height={400} onPick={pick} onRow={(row) => flows[row] && open(flows[row])} />}
    </Card>
  )
}

function useRiver(flows: Flow[], { stages, compare, as_of: asOf }: Schema['Lifecycle']) {
  const { t } = useTranslation()
  const { lang } = useScope()
  return useMemo(() => {
    const now = new Map(stages.map((one) => [one.stage as string, one.customers]))
    const before = new Map(stages.map((one) => [one.stage as string, one.before]))
    const sum = (stage: string) => flows.filter(({ from }) => from === stage).reduce((all, { customers }) => all + customers, 0)
    const label = (side: string, stage: string) => {
      const people = side === 'a' ? (before.get(stage) ?? sum(stage)) : (now.get(stage) ?? 0)
      return `${t(`stage.${stage}`)}  ${count(people, lang)}`
    }
    const node = (side: 'a' | 'b', stage: string, depth: number) => ({
      name: `${side}:${stage}`, depth, itemStyle: { color: stageColour[stage] },
      label: { position: side === 'a' ? 'left' : 'right', formatter: label(side, stage), color: ink, fontSize: 13 },
    })
    const from = ['after_sale', 'active', 'silent', 'sleeping', 'lost', 'dead', 'prospect'].filter((stage) => flows.some((one) => one.from === stage))
    const to = stages.map((one) => one.stage).filter((stage) => flows.some((one) => one.to === stage))
    return {
      tooltip: {
        trigger: 'item',
        formatter: ({ dataType, data }: { dataType: string; data: { flow?: Flow; name?: string } }) => dataType === 'edge' && data.flow
          ? `${t(`stage.${data.flow.from}`)} → ${t(`stage.${data.flow.to}`)}<br><b>${full(data.flow.customers, lang)}</b>`
          : day(data.name?.startsWith('a') ? compare : asOf, lang),
      },
      series: [{
        type: 'sankey', left: 128, right: 128, top: 8, bottom: 8, nodeWidth: 16, nodeGap: 12, draggable: false, layoutIterations: 0,
        emphasis: { focus: 'adjacency' },
        data: [...from.map((stage) => node('a', stage, 0)), ...to.map((stage) => node('b', stage, 1))],
        links: flows.map((flow) => ({
          source: `a:${flow.from}`, target: `b:${flow.to}`, value: flow.customers, flow,
          lineStyle: { color: stageColour[flow.to], opacity: flow.from === flow.to ? 0.18 : 0.6, curveness: 0.5 },
        })),
      }],
    }
  }, [flows, stages, compare, asOf, lang, t])
}

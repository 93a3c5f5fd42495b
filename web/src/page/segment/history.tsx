import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Table } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { Card } from '../../part/card'
import { Chart } from '../../part/chart'
import { day, difference, full } from '../../part/format'
import { Instant } from '../../part/instant'
import { useMay } from '../../part/may'
import { useScope } from '../../part/scope'
import { Empty, Failure, Loaded } from '../../part/state'

type Segment = Schema['Segment']
type Run = Schema['SegmentRun']

/** Runs shows how a segment grew and shrank from refresh to refresh. */
export function Runs({ segment }: { segment: Segment }) {
  const { t } = useTranslation()
  const { asOf } = useScope()
  const cache = useQueryClient()
  const may = useMay('segment.write')
  const path = { id: segment.id }
  const runs = useQuery({
    queryKey: ['segments', segment.id, 'runs'],
    queryFn: async ({ signal }) => (await take(api.GET('/api/segments/{id}/runs', { params: { path }, signal }))).items,
  })
  const refresh = useMutation({
    mutationFn: () => take(api.POST('/api/segments/{id}/refresh', { params: { path }, body: { as_of: asOf || undefined } })),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['segments'] }),
  })
  const action = may && <Button size="small" loading={refresh.isPending} onClick={() => refresh.mutate()}>{t('segment.refresh')}</Button>
  return (
    <Loaded query={runs} height={200}>
      {(items) => <RunsCard items={items} action={action} error={refresh.error} />}
    </Loaded>
  )
}

function RunsCard({ items, action, error }: { items: Run[]; action: ReactNode; error: unknown }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const ordered = items.toSorted((a, b) => a.as_of.localeCompare(b.as_of) || a.id - b.id)
  const last = ordered.at(-1)
  const title = last
    ? t('segment.runTitle', { size: full(last.size, lang), entered: full(last.entered, lang), departed: full(last.departed, lang) })
    : t('segment.noRunTitle')
  return (
    <Card title={title} extra={action} asOf={last?.as_of ?? null}>
      {Boolean(error) && <Failure error={error} />}
      {!last && <Empty text={t('segment.noRun')} />}
      {last && (
        <Chart
          name="segment-runs" label={title} height={200}
          sheet={{
            head: [t('segment.runDay'), t('segment.version'), t('segment.size'), t('segment.entered'), t('segment.departed')],
            rows: ordered.map((run) => [run.as_of, run.version, run.size, run.entered, run.departed]),
          }}
          option={{
            grid: { left: 8, right: 16, top: 16, bottom: 8, containLabel: true },
            tooltip: {
              trigger: 'axis',
              formatter: (points: { dataIndex: number }[]) => {
                const run = ordered[points[0]?.dataIndex ?? 0]
                return run ? `${day(run.as_of, lang)}<br>${full(run.size, lang)} (${difference(run.entered, lang)} / ${difference(-run.departed, lang)})` : ''
              },
            },
            xAxis: { type: 'category', data: ordered.map((run) => day(run.as_of, lang, true)) },
            yAxis: { type: 'value', min: 0, minInterval: 1, splitNumber: 3 },
            series: [{ type: 'line', data: ordered.map((run) => run.size), color: '#1B2A41', symbolSize: 7 }],
          }}
        />
      )}
    </Card>
  )
}

/** Versions lists the rules that the segment had; one opens in the editor. */
export function Versions({ segment, open }: { segment: Segment; open: (version: Schema['SegmentVersion']) => void }) {
  const { t } = useTranslation()
  const versions = useQuery({
    queryKey: ['segments', segment.id, 'versions'],
    queryFn: async ({ signal }) => (await take(api.GET('/api/segments/{id}/versions', { params: { path: { id: segment.id } }, signal }))).items,
  })
  return (
    <Loaded query={versions}>
      {(items) => (
        <Card title={t('segment.versionsTitle', { count: items.length })} asOf={null}>
          <Table
            size="small" rowKey="version" pagination={items.length > 10 ? { pageSize: 10 } : false} dataSource={items.toSorted((a, b) => b.version - a.version)}
            columns={[
              { title: t('segment.version'), dataIndex: 'version', width: 80 },
              { title: t('segment.savedAt'), render: (_, one) => <Instant at={one.created_at} /> },
              { title: t('segment.actor'), dataIndex: 'actor' },
              {
                title: '', align: 'right',
                render: (_, one) => one.version === segment.version
                  ? <span className="quiet">{t('segment.current')}</span>
                  : <Button size="small" onClick={() => open(one)}>{t('segment.restore')}</Button>,
              },
            ]}
          />
        </Card>
      )}
    </Loaded>
  )
}

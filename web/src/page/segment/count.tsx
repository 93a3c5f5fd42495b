import { LoadingOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Progress } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { stageColour } from '../../look/token'
import { Card } from '../../part/card'
import { Chart } from '../../part/chart'
import { CustomerTable } from '../../part/customer-table'
import { full, percent } from '../../part/format'
import { useScope } from '../../part/scope'
import { Empty, Failure, Skeleton } from '../../part/state'
import type { useCount } from './use-count'

type Preview = Schema['SegmentPreview']

interface CountProps {
  count: ReturnType<typeof useCount>
  /** Conditions that are not filled in yet. */
  missing: number
}

/** LiveCount says how many customers the rule means while it is being edited. */
export function LiveCount({ count, missing }: CountProps) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const { data, error, isFetching } = count
  const title = data ? t('segment.means', { count: data.count, n: full(data.count, lang) }) : t('segment.meansUnknown')
  return (
    <Card title={title} asOf={data?.as_of} extra={isFetching && <LoadingOutlined aria-label={t('part.loading')} />}>
      <div aria-live="polite" className="stack">
        {missing > 0 && <span className="quiet">{t('segment.unfinished', { count: missing })}</span>}
        {error && missing === 0 && <Failure error={error} />}
        {data && <Figures preview={data} />}
        {!data && !error && missing === 0 && <Skeleton height={80} />}
      </div>
    </Card>
  )
}

function Figures({ preview }: { preview: Preview }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  return (
    <>
      <span className="figure" data-testid="count">{full(preview.count, lang)}</span>
      <Progress percent={preview.share * 100} showInfo={false} size="small" aria-label={t('segment.share')} />
      <span>{t('segment.shareOf', { share: percent(preview.share), base: full(preview.base, lang) })}</span>
      <span className="quiet small">{t('segment.took', { ms: full(preview.took_ms, lang) })}</span>
    </>
  )
}

/** StageMix holds the stages of the segment against those of everybody. */
export function StageMix({ preview }: { preview: Preview }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const rows = preview.stages.map(({ stage, customers, base }) => ({
    name: t(`stage.${stage}`), stage, customers, base,
    share: preview.count > 0 ? customers / preview.count : 0,
    baseShare: preview.base > 0 ? base / preview.base : 0,
  }))
  const top = rows.toSorted((a, b) => b.share - b.baseShare - (a.share - a.baseShare))[0]
  if (preview.count === 0 || !top) return <Card title={t('segment.mixNobody')}><Empty text={t('segment.nobody')} /></Card>
  const title = t('segment.mixTitle', { stage: top.name, share: percent(top.share), base: percent(top.baseShare) })
  return (
    <Card title={title} asOf={preview.as_of}>
      <Chart
        name="stage-mix"
        label={title}
        height={260}
        sheet={{
          head: [t('customer.stage'), t('segment.here'), t('segment.hereShare'), t('segment.everybody'), t('segment.everybodyShare')],
          rows: rows.map((row) => [row.name, row.customers, percent(row.share), row.base, percent(row.baseShare)]),
        }}
        option={{
          grid: { left: 8, right: 48, top: 32, bottom: 8, containLabel: true },
          legend: { top: 0, left: 0, data: [t('segment.here'), t('segment.everybody')] },
          tooltip: { trigger: 'axis', valueFormatter: (value: unknown) => percent(Number(value)) },
          xAxis: { type: 'value', axisLabel: { formatter: (value: number) => percent(value, 0) }, splitNumber: 4 },
          yAxis: { type: 'category', inverse: true, data: rows.map((row) => row.name), axisTick: { show: false } },
          series: [
            {
              name: t('segment.here'), type: 'bar', barMaxWidth: 14, itemStyle: { color: '#1B2A41' },
              label: { show: true, position: 'right', formatter: ({ dataIndex }: { dataIndex: number }) => full(rows[dataIndex]?.customers ?? 0, lang) },
              data: rows.map((row) => ({ value: row.share, itemStyle: { color: stageColour[row.stage] } })),
            },
            { name: t('segment.everybody'), type: 'bar', barMaxWidth: 6, itemStyle: { color: '#C9C6BD' }, data: rows.map((row) => row.baseShare) },
          ],
        }}
      />
    </Card>
  )
}

/** Sample shows ten of the customers whom the rule means. */
export function Sample({ preview, segment }: { preview: Preview; segment?: number }) {
  const { t } = useTranslation()
  if (preview.sample.length === 0) return null
  const all = segment !== undefined && <Link to="/customers" search={{ segment } as never}>{t('part.seeCustomers')}</Link>
  return (
    <Card title={t('segment.sample', { count: preview.sample.length })} asOf={preview.as_of} extra={all}>
      <CustomerTable items={preview.sample} />
    </Card>
  )
}

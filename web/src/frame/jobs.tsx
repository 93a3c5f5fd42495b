import { SyncOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Badge, Button, Popover, Progress } from 'antd'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../api/client'
import { count } from '../part/format'
import { useScope } from '../part/scope'

type Job = Schema['JobEntry']

const running = (job: Job) => job.state === 'running'

/** secondsLeft extrapolates the pace so far; null while nothing can be said. */
export function secondsLeft(job: Pick<Job, 'done' | 'total' | 'started_at'>, now: number): number | null {
  const spent = (now - Date.parse(job.started_at)) / 1000
  if (!(job.done > 0) || job.total <= job.done || !(spent > 0)) return null
  return Math.round((spent / job.done) * (job.total - job.done))
}

/** Jobs shows the long work that runs now, with progress, time left and cancel. */
export function Jobs() {
  const { t } = useTranslation()
  const { data, dataUpdatedAt } = useQuery({
    queryKey: ['jobs'],
    queryFn: ({ signal }) => take(api.GET('/api/jobs', { signal })),
    refetchInterval: (query) => (query.state.data?.items?.some(running) ? 1500 : 20_000),
  })
  const active = (data?.items ?? []).filter(running)
  useFreshNumbers(data ? active.length : undefined)
  const body = active.length === 0
    ? <span className="quiet">{t('frame.noJobs')}</span>
    : active.map((job) => <JobRow key={job.id} job={job} now={dataUpdatedAt} />)
  return (
    <Popover trigger="click" placement="bottomRight" title={t('frame.jobs')} content={<div className="stack" style={{ width: 320 }}>{body}</div>}>
      <Badge count={active.length} size="small">
        <Button type="text" aria-label={t('frame.jobs')} icon={<SyncOutlined spin={active.length > 0} />} />
      </Badge>
    </Popover>
  )
}

/** useFreshNumbers asks for everything anew when a job has ended. */
function useFreshNumbers(active: number | undefined) {
  const cache = useQueryClient()
  const before = useRef(active)
  useEffect(() => {
    if (before.current !== undefined && active !== undefined && active < before.current) {
      void cache.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'jobs' })
    }
    before.current = active
  }, [active, cache])
}

function JobRow({ job, now }: { job: Job; now: number }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const cache = useQueryClient()
  const cancel = useMutation({
    mutationFn: () => take(api.POST('/api/jobs/{id}/cancel', { params: { path: { id: job.id } } })),
    onSettled: () => cache.invalidateQueries({ queryKey: ['jobs'] }),
  })
  const left = secondsLeft(job, now)
  const share = job.total > 0 ? Math.min(100, Math.round((job.done / job.total) * 100)) : 0
  return (
    <div className="stack" style={{ gap: 0 }}>
      <div className="row spread">
        <strong>{job.label}</strong>
        <Button size="small" loading={cancel.isPending} onClick={() => cancel.mutate()}>{t('part.cancel')}</Button>
      </div>
      <Progress percent={share} size="small" status="active" aria-label={job.label} />
      <span className="quiet small">
        {job.total > 0
          ? t('frame.jobDone', { done: count(job.done, lang), total: count(job.total, lang), unit: t(`unit.${job.unit}`, job.unit) })
          : t('frame.jobSoFar', { done: count(job.done, lang), unit: t(`unit.${job.unit}`, job.unit) })}
        {left !== null && ` · ${t('frame.jobLeft', { time: left < 90 ? t('frame.seconds', { count: left }) : t('frame.minutes', { count: Math.round(left / 60) }) })}`}
      </span>
    </div>
  )
}

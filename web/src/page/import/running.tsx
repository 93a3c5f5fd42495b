import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button, Progress } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { api, Problem, take, type Schema } from '../../api/client'
import { secondsLeft } from '../../frame/jobs'
import { Card } from '../../part/card'
import { full } from '../../part/format'
import { useScope } from '../../part/scope'
import { Empty, Failure, Skeleton } from '../../part/state'

type Job = Schema['JobEntry']

interface RunningProps {
  job: string
  /** Goes back to what was said of the file, where that is still there. */
  mend?: () => void
  again: () => void
}

/** Running shows an import's progress and opens its report when it ends. */
export function Running({ job: id, mend, again }: RunningProps) {
  const { t } = useTranslation()
  const jobs = useQuery({
    queryKey: ['jobs', id],
    queryFn: async ({ signal }) => (await take(api.GET('/api/jobs', { signal }))).items.find((one) => one.id === id) ?? null,
    refetchInterval: (query) => (query.state.data === undefined || query.state.data?.state === 'running' ? 800 : false),
  })
  useOpenReport(jobs.data)
  if (jobs.error) return <Failure error={jobs.error} retry={() => void jobs.refetch()} />
  if (jobs.data === undefined) return <Skeleton height={120} />
  if (jobs.data === null) return <Card title={t('import.goneTitle')} asOf={null}><Empty text={t('import.gone')} action={<Button onClick={again}>{t('import.another')}</Button>} /></Card>
  return <Pace job={jobs.data} now={jobs.dataUpdatedAt} mend={mend} again={again} />
}

function useOpenReport(job: Job | null | undefined) {
  const navigate = useNavigate()
  const cache = useQueryClient()
  const subject = job && job.state !== 'running' ? job.subject : undefined
  useEffect(() => {
    if (subject === undefined) return
    void cache.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'jobs' })
    void navigate({ to: `/imports/${subject}`, search: { job: undefined } as never, replace: true })
  }, [subject, cache, navigate])
}

function Pace({ job, now, mend, again }: { job: Job; now: number; mend?: () => void; again: () => void }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const cancel = useMutation({ mutationFn: () => take(api.POST('/api/jobs/{id}/cancel', { params: { path: { id: job.id } } })) })
  const left = secondsLeft(job, now)
  if (job.state !== 'running') {
    return (
      <Card title={t(`import.ended.${job.state}`, { file: job.label })} asOf={null}>
        {job.message && <Failure error={new Problem(422, job.code ?? '', job.message)} />}
        <Empty
          text={t(mend ? 'import.keptSaid' : 'import.keptNothing')}
          action={<span className="row">{mend && <Button type="primary" onClick={mend}>{t('import.mend')}</Button>}<Button onClick={again}>{t('import.another')}</Button></span>}
        />
      </Card>
    )
  }
  const unit = t(`unit.${job.unit}`, job.unit)
  return (
    <Card title={t('import.runningTitle', { file: job.label })} asOf={null} extra={<Button loading={cancel.isPending || cancel.isSuccess} onClick={() => cancel.mutate()}>{t('import.cancel')}</Button>}>
      <div role="status">
        <Progress percent={job.total > 0 ? Math.min(100, Math.round((job.done / job.total) * 100)) : 0} status="active" aria-label={job.label} />
        <span>{job.total > 0 ? t('frame.jobDone', { done: full(job.done, lang), total: full(job.total, lang), unit }) : t('frame.jobSoFar', { done: full(job.done, lang), unit })}</span>
        {left !== null && <span className="quiet"> · {t('frame.jobLeft', { time: left < 90 ? t('frame.seconds', { count: left }) : t('frame.minutes', { count: Math.round(left / 60) }) })}</span>}
      </div>
      {cancel.error && <Failure error={cancel.error} />}
    </Card>
  )
}

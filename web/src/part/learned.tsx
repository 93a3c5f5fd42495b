// What a model rests on, and the time while it is being learned.
import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Spin } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api, type Schema, take } from '../api/client'
import { useMay } from './may'

/** soon asks again while a model is being learned. */
export const soon = (data: { state: string } | undefined) => (data?.state === 'working' ? 2000 : false)

interface LearnedProps<T> {
  data: T
  children: (data: T) => ReactNode
}

/** Learned shows a model's answer, or that it is being learned, with a way to stop that. */
export function Learned<T extends Schema['ValueAnswer'] | Schema['ClusterAnswer'] | Schema['ChurnAnswer'] | Schema['CustomerForecast']>({ data, children }: LearnedProps<T>) {
  const { t } = useTranslation()
  const may = useMay('data.write')
  const stop = useMutation({ mutationFn: (id: string) => take(api.POST('/api/jobs/{id}/cancel', { params: { path: { id } } })) })
  if (data.state === 'ready') return children(data)
  const job = data.job
  return (
    <div role="status" className="stack quiet" style={{ alignItems: 'center', padding: 32 }}>
      <Spin />
      <span>{t('predict.working')}</span>
      {may && job && <Button loading={stop.isPending} disabled={stop.isSuccess} onClick={() => stop.mutate(job)}>{t('predict.stop')}</Button>}
    </div>
  )
}

/** Grounds says in a sentence what the numbers rest on, where that is less than a model that held. */
export function Grounds({ basis, reason }: { basis: string; reason: string }) {
  const { t } = useTranslation()
  if (basis === 'model') return null
  const title = t(basis === 'heuristic' ? 'predict.heuristic' : 'predict.nothing', { reason: t(`predict.reason.${reason || 'too_few'}`) })
  return <Alert type={basis === 'heuristic' ? 'warning' : 'info'} showIcon title={title} />
}

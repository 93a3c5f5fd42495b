// The three states of every screen that are not its picture: waiting, empty, failed.
import { Alert, Button } from 'antd'
import type { ReactNode } from 'react'
import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import { Problem } from '../api/client'

/** Skeleton holds the place of a picture while it is fetched. */
export function Skeleton({ height = 160 }: { height?: number }) {
  const { t } = useTranslation()
  return (
    <div role="status" aria-label={t('part.loading')} className="bones" style={{ minHeight: height }} />
  )
}

/** Empty says what would be here and offers the one action that fills it. */
export function Empty({ text, action }: { text: ReactNode; action?: ReactNode }) {
  return (
    <div className="stack quiet" style={{ alignItems: 'center', padding: 32, textAlign: 'center' }}>
      <span>{text}</span>
      {action}
    </div>
  )
}

/**
 * sentenceOf is a failure in the reader's language. The server's own English sentence names the
 * very thing that is wrong, so English readers get it first; others get it by its code.
 */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Problem)) return i18next.t('failure.unknown')
  const key = `failure.${error.code}`
  const known: unknown = error.code && i18next.exists(key) ? i18next.t(key, { returnObjects: true }) : ''
  const translated = typeof known === 'string' ? known : ''
  const said = i18next.language === 'en' ? [error.message, translated] : [translated, error.message]
  return said.find(Boolean) ?? i18next.t('failure.unknown')
}

/** Failure says what happened and what to do; the rest of the screen stays. */
export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation()
  const sentence = sentenceOf(error)
  const detail = error instanceof Problem && error.status === 422 && error.message !== sentence ? error.message : ''
  return (
    <Alert
      type="error"
      showIcon
      title={sentence.charAt(0).toUpperCase() + sentence.slice(1)}
      description={detail && <span lang="en" className="small">{detail}</span>}
      action={retry && <Button size="small" onClick={retry}>{t('part.retry')}</Button>}
    />
  )
}

interface Asked<T> {
  data: T | undefined
  error: unknown
  refetch: () => unknown
}

interface LoadedProps<T> {
  query: Asked<T>
  height?: number
  children: (data: T) => ReactNode
}

/** Loaded shows a query's answer, or its waiting or failing state in the same place. */
export function Loaded<T>({ query, height, children }: LoadedProps<T>) {
  if (query.data !== undefined) return children(query.data)
  if (query.error) return <Failure error={query.error} retry={() => void query.refetch()} />
  return <Skeleton height={height} />
}

import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from './me'
import { Empty } from './state'

interface ScreenProps {
  title: ReactNode
  /** The question that the screen answers. */
  question?: ReactNode
  /** What stands at the right of the title. */
  extra?: ReactNode
  /** Whether the screen says anything before the first import. */
  withoutData?: boolean
  children: ReactNode
}

/** useNoData tells a house into which nothing has been imported yet. */
export function useNoData(): boolean {
  const { data: me } = useMe()
  return me !== undefined && !me.as_of
}

/** NoData stands in the place of numbers until the first import, and leads to it. */
export function NoData() {
  const { t } = useTranslation()
  const action = <Link to="/imports"><Button type="primary" tabIndex={-1}>{t('part.importFirst')}</Button></Link>
  return <section className="card"><Empty text={t('part.noData')} action={action} /></section>
}

/** Screen is one page: its name, its question, its cards; before the first import, the way to it. */
export function Screen({ title, question, extra, withoutData, children }: ScreenProps) {
  const without = useNoData()
  const empty = without && !withoutData
  return (
    <div className="page">
      <div className="page-head spread">
        <div className="page-head">
          <h1>{title}</h1>
          {question && <p>{question}</p>}
        </div>
        {!empty && extra}
      </div>
      {empty
        ? <NoData />
        : children}
    </div>
  )
}

import { Link } from '@tanstack/react-router'
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

/** Screen is one page: its name, its question, its cards; before the first import, the way to it. */
export function Screen({ title, question, extra, withoutData, children }: ScreenProps) {
  const { t } = useTranslation()
  const { data: me } = useMe()
  const empty = me && !me.as_of && !withoutData
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
        ? <section className="card"><Empty text={t('part.noData')} action={<Link to="/imports">{t('part.importFirst')}</Link>} /></section>
        : children}
    </div>
  )
}

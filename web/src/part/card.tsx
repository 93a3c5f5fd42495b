import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { day } from './format'
import { useScope } from './scope'

interface CardProps {
  /** A sentence that says what the picture shows. */
  title: ReactNode
  /** What stands at the right of the title. */
  extra?: ReactNode
  /** The day of the numbers; the chosen day when left out, nothing when null. */
  asOf?: string | null
  /** Words beside "as of". */
  note?: ReactNode
  className?: string
  children: ReactNode
}

/** Card answers one question: a sentence, a picture, the day it is true for. */
export function Card({ title, extra, asOf, note, className, children }: CardProps) {
  const { t } = useTranslation()
  const scope = useScope()
  const when = asOf === undefined ? scope.asOf : asOf
  return (
    <section className={`card ${className ?? ''}`}>
      <header>
        <h2>{title}</h2>
        {extra}
      </header>
      {children}
      {(when || note) && (
        <footer>
          {when && t('part.asOf', { day: day(when, scope.lang) })}
          {when && note ? ' · ' : null}
          {note}
        </footer>
      )}
    </section>
  )
}

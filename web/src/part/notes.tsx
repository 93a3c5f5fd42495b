import { useTranslation } from 'react-i18next'
import type { Schema } from '../api/client'

/** Notes are remarks on what was taken or doubted in a file, as a quiet list. */
export function Notes({ notes }: { notes: Schema['Note'][] }) {
  const { t } = useTranslation()
  if (notes.length === 0) return null
  return (
    <ul className="notes quiet">
      {notes.map(({ code, sentence, values }) => {
        const [a, b, c] = values
        return <li key={code + values.join('|')}>{t(`import.note.${code}`, { defaultValue: sentence, a, b, c })}</li>
      })}
    </ul>
  )
}

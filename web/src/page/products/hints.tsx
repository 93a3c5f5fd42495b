import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'

/** Hints says what the reader of the numbers must know, in words. */
export function Hints({ notes }: { notes: Schema['Hint'][] }) {
  const { t } = useTranslation()
  if (notes.length === 0) return null
  const words = (note: Schema['Hint']) => t(`product.note.${note.code}`, { ...note.params, defaultValue: note.sentence })
  return (
    <Alert
      type="info"
      showIcon
      title={notes.length === 1 && notes[0] ? words(notes[0]) : <ul style={{ margin: 0, paddingLeft: 16 }}>{notes.map((note) => <li key={note.code}>{words(note)}</li>)}</ul>}
    />
  )
}

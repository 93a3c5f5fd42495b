import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { Card } from '../../part/card'
import { full, percent } from '../../part/format'
import { Notes } from '../../part/notes'
import { useScope } from '../../part/scope'
import { parts, sum, whole } from './account'

/** Fate is what became of every row of the file, as one picture. */
export function Fate({ batch }: { batch: Schema['Batch'] }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const all = sum(batch)
  const name = (key: string) => t(`import.account.${batch.kind === 'orders' ? key : key.replace(/^part$/, 'repeat')}`)
  const told = parts.filter(({ key }) => batch.account[key] > 0)
  const words = told.map(({ key }) => `${name(key)} ${full(batch.account[key], lang)}`).join(' · ')
  const title = t('import.account.title', { rows: full(batch.rows, lang), refused: full(batch.account.refused, lang), count: batch.rows })
  return (
    <Card title={title} asOf={null} note={batch.encoding && t('import.encodingWas', { encoding: batch.encoding })}>
      {all > 0 && (
        <span className="account-bar" role="img" aria-label={words} title={words}>
          {told.map(({ key, colour }) => <span key={key} style={{ flexGrow: batch.account[key], background: colour }} />)}
        </span>
      )}
      <dl className="facts">
        {parts.map(({ key, colour }) => (
          <div key={key} data-testid={key === 'refused' ? 'rejected' : key}>
            <dt className="quiet"><span className="dot" aria-hidden style={{ background: colour }} />{name(key)}</dt>
            <dd className={`figure ${key === 'refused' && batch.account.refused > 0 ? 'fall' : ''}`}>{full(batch.account[key], lang)}</dd>
            <dd className="quiet small">{batch.account[key] > 0 ? percent(batch.account[key] / all) : ' '}</dd>
          </div>
        ))}
      </dl>
      {whole(batch) && <p className="quiet small" style={{ margin: '8px 0 0' }}>{t('import.account.sum', { rows: full(batch.rows, lang), count: batch.rows })}</p>}
      <Notes notes={batch.notes} />
    </Card>
  )
}

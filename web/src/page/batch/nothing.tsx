import { Link } from '@tanstack/react-router'
import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { full } from '../../part/format'
import { useMay } from '../../part/may'
import { useScope } from '../../part/scope'
import { commonest } from './account'

/** Nothing says that no row was good, why most were not, and what to do next. */
export function Nothing({ batch }: { batch: Schema['Batch'] }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const may = useMay('data.write')
  const most = commonest(batch)
  const why = most && t('import.nothing.most', {
    count: most.count, n: full(most.count, lang), why: t(`refusal.${most.reason}.why`, most.sentence), cure: t(`refusal.${most.reason}.cure`, most.cure),
  })
  const again = batch.upload
    ? <Link to="/imports" search={{ upload: batch.upload } as never}><Button type="primary" tabIndex={-1}>{t('import.nothing.remap')}</Button></Link>
    : <Link to="/imports"><Button type="primary" tabIndex={-1}>{t('import.nothing.again')}</Button></Link>
  return (
    <div data-testid="nothing">
      <Alert
        type="error" showIcon title={t('import.nothing.title', { count: batch.account.refused, n: full(batch.account.refused, lang) })}
        description={<div className="stack"><span>{why}</span>{may && <div>{again}</div>}</div>}
      />
    </div>
  )
}

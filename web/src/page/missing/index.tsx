import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../part/state'

/** Missing answers an address that no screen has. */
export function Missing() {
  const { t } = useTranslation()
  return (
    <div className="page">
      <h1>{t('frame.missing')}</h1>
      <Empty text={t('frame.missingText')} action={<Link to="/">{t('nav.overview')}</Link>} />
    </div>
  )
}

import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { Card } from '../../part/card'
import type { Rule } from '../../part/rule'
import { Door } from './door'
import { roleColour, roleSign } from './role'

/** Leavers says which roles to offer to customers who are about to leave, or left (S2-18). */
export function Leavers({ matrix }: { matrix: Schema['ProductMatrix'] }) {
  const { t } = useTranslation()
  return (
    <Card className="span-12" title={t('product.leaversTitle')}>
      <ul className="stack" style={{ margin: 0, paddingLeft: 20 }}>
        {matrix.leavers.map((one) => (
          <li key={one.code}>
            {t(`product.leaver.${one.code}`)}：{' '}
            {one.roles.map((role) => <span key={role} style={{ marginRight: 12 }}><span aria-hidden style={{ color: roleColour[role] }}>{roleSign[role]}</span> {t(`product.roleName.${role}`)}</span>)}
            <Door rule={one.rule as Rule}>{t('product.openCustomers')}</Door>
          </li>
        ))}
      </ul>
    </Card>
  )
}

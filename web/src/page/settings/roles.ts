import { useTranslation } from 'react-i18next'

const roles = ['admin', 'operator', 'approver', 'analyst'] as const

/** useRoles are the roles to choose from, with what each may do. */
export function useRoles() {
  const { t } = useTranslation()
  return roles.map((value) => ({ value, label: t(`setting.roleOf.${value}`) }))
}

import { useTranslation } from 'react-i18next'

/** useName writes a source's name; one without is of unknown origin. */
export function useName(): (name: string) => string {
  const { t } = useTranslation()
  return (name) => name || t('sources.unknown')
}

/** cameFrom is the rule of the customers whose first order came from a source. */
export const cameFrom = (name: string) => ({ came_from: { sources: [name] } })

// Instants as the shop's clock shows them, wherever the reader is.
import { useTranslation } from 'react-i18next'
import { instant } from './format'
import { useMe } from './me'
import { useScope } from './scope'

/** useZone is the time zone of a shop; of the chosen one, or else the first, when none is named. */
export function useZone(shop?: number): string | undefined {
  const { data: me } = useMe()
  const scope = useScope()
  const shops = me?.shops ?? []
  const named = shops.find(({ id }) => id === (shop || scope.shop))
  return (named ?? shops[0])?.time_zone
}

/** Instant is a moment in the shop's time zone, which is named on hover. */
export function Instant({ at, shop }: { at: string; shop?: number }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const zone = useZone(shop)
  return <time dateTime={at} title={zone && t('part.zone', { zone })} style={{ whiteSpace: 'nowrap' }}>{instant(at, lang, zone)}</time>
}

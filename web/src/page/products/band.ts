import type { Schema } from '../../api/client'
import { full, sign } from '../../part/format'
import { useScope } from '../../part/scope'

/** useBandName writes a price band: the tier's name, or its half-open range. */
export function useBandName(tiers: Schema['PriceTier'][], currency: string): (index: number) => string {
  const { lang } = useScope()
  return (index) => {
    const tier = tiers[index]
    if (!tier) return ''
    const next = tiers[index + 1]
    const unit = sign(currency, lang)
    const range = next ? `${unit}${full(tier.from, lang)}–${full(next.from, lang)}` : `${unit}${full(tier.from, lang)}+`
    return tier.name ? `${tier.name} ${range}` : range
  }
}

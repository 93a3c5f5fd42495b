import type { Lang } from './words'

const place = 'huike.lang'

/** startLanguage is the address's language, else the last one chosen, else Chinese. */
export function startLanguage(): Lang {
  const asked = new URLSearchParams(location.search).get('lang') ?? localStorage.getItem(place)
  return asked === 'en' ? 'en' : 'zh'
}

/** keepLanguage remembers the choice for the next visit. */
export function keepLanguage(lang: Lang) {
  localStorage.setItem(place, lang)
}

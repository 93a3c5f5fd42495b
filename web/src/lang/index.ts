import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'

export type Lang = 'zh' | 'en'

type Words = Record<string, unknown>

const areas = {
  zh: import.meta.glob<Words>('./zh/*.json', { import: 'default' }),
  en: import.meta.glob<Words>('./en/*.json', { import: 'default' }),
}

/** words merges the areas of one language: file overview.json holds overview.*. */
async function words(lang: Lang): Promise<Words> {
  const entries = await Promise.all(
    Object.entries(areas[lang]).map(async ([path, load]) => [path.slice(5, -5), await load()] as const),
  )
  return Object.fromEntries(entries)
}

/** speak loads a language when it is not loaded yet and switches to it. */
export async function speak(lang: Lang): Promise<void> {
  if (!i18next.isInitialized) {
    await i18next.use(initReactI18next).init({
      lng: lang,
      resources: { [lang]: { translation: await words(lang) } },
      interpolation: { escapeValue: false },
      returnNull: false,
    })
  } else {
    if (!i18next.hasResourceBundle(lang, 'translation')) {
      i18next.addResourceBundle(lang, 'translation', await words(lang))
    }
    await i18next.changeLanguage(lang)
  }
  document.documentElement.lang = lang
}

/** language is the language now spoken. */
export function language(): Lang {
  return i18next.language === 'en' ? 'en' : 'zh'
}

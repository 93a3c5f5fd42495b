import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { type Lang, words } from './words'

export type { Lang } from './words'

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

import { useTranslation } from 'react-i18next'

/** Head is a Term for the head of a table: explained on hover, and never a stop of the keyboard, for antd repeats heads unseen. */
export function Head({ word }: { word: string }) {
  const { t } = useTranslation()
  return <span className="term" title={t(`glossary.${word}.text`)}>{t(`glossary.${word}.name`)}</span>
}

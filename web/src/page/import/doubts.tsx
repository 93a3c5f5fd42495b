import { Form, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useScope } from '../../part/scope'
import { amountOf, answer, answerTo, dayOf, type Doubt, type Draft, type Inspection, type Said } from './draft'

interface DoubtsProps {
  found: Inspection
  draft: Draft
  say: (said: Said) => void
}

/** Doubts asks what the file itself leaves open, each with its example. */
export function Doubts({ found, draft, say }: DoubtsProps) {
  if (draft.asked.length === 0) return null
  return (
    <div className="stack" style={{ gap: 16 }}>
      {draft.asked.map((doubt) => (
        <Question key={doubt.code} doubt={doubt} encodings={found.encodings} value={answerTo(doubt, draft.said)} choose={(value) => say(answer(draft.said, doubt, value))} />
      ))}
    </div>
  )
}

function Question({ doubt, encodings, value, choose }: { doubt: Doubt; encodings: string[]; value?: string; choose: (value: string) => void }) {
  const { t } = useTranslation()
  const key = doubt.code.replace(/^import\.|_doubtful$/g, '')
  const title = t(`import.doubt.${key}`)
  const options = useOptions(doubt)
  return (
    <section className="question" data-testid={`doubt-${key}`} aria-label={title}>
      <h3>{title}</h3>
      {options.length > 0 && <Radio.Group value={value} onChange={({ target }) => choose(target.value as string)} options={options} vertical aria-label={title} />}
      {key === 'encoding' && (
        <Form.Item label={t('import.doubt.otherEncoding')} style={{ margin: '8px 0 0', maxWidth: 360 }} layout="vertical">
          <Select aria-label={t('import.doubt.otherEncoding')} showSearch value={value} onChange={choose} placeholder={t('import.choose')} options={encodings.map((one) => ({ value: one, label: one }))} />
        </Form.Item>
      )}
    </section>
  )
}

function useOptions({ code, example, choices }: Doubt) {
  const { t } = useTranslation()
  const { lang } = useScope()
  switch (code) {
    case 'import.dates_doubtful':
      return ['dmy', 'mdy'].map((order) => ({ value: order, label: t('import.doubt.date', { cell: example, day: dayOf(example, order, lang), order: t(`import.order.${order}`) }) }))
    case 'import.decimal_doubtful':
      return [',', '.'].map((sign) => ({ value: sign, label: t('import.doubt.number', { cell: example, amount: amountOf(example, sign, lang), sign: t(`import.decimalSign.${sign === ',' ? 'comma' : 'dot'}`) }) }))
    default:
      return choices.map((one) => ({ value: one.value, label: t('import.doubt.text', { text: one.text, encoding: one.value }) }))
  }
}

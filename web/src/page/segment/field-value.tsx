// Editors of what a field is compared with: one for each type.
import { DatePicker, Input, InputNumber, Select } from 'antd'
import dayjs from 'dayjs'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { sign } from '../../part/format'
import { useScope } from '../../part/scope'
import { type Field, useChoices } from './language'

interface FieldValueProps {
  field: Field | undefined
  op: string
  value: unknown
  onChange: (value: unknown) => void
}

/** FieldValue edits what a field is compared with, in the shape that the operator takes. */
export function FieldValue({ field, op, value, onChange }: FieldValueProps) {
  if (op === 'between') {
    const [low, high] = value as [unknown, unknown]
    return (
      <span className="row" style={{ flexWrap: 'nowrap' }}>
        <One field={field} value={low} onChange={(next) => onChange([next, high])} />
        <span aria-hidden>–</span>
        <One field={field} value={high} onChange={(next) => onChange([low, next])} />
      </span>
    )
  }
  if (Array.isArray(value)) return <Several field={field} value={value} onChange={onChange} />
  return <One field={field} value={value} onChange={onChange} />
}

interface OneProps {
  field: Field | undefined
  value: unknown
  onChange: (value: unknown) => void
}

function One({ field, value, onChange }: OneProps): ReactNode {
  const { t } = useTranslation()
  const { currency, lang } = useScope()
  const choices = useChoices(field)
  const label = t('segment.valueOf', { field: t(`field.name.${field?.name ?? ''}`, field?.name ?? '') })
  switch (field?.type) {
    case 'choice':
      return <Select aria-label={label} style={{ minWidth: 140 }} options={choices} value={value} onChange={onChange} placeholder={t('segment.choose')} />
    case 'day':
      return <DatePicker aria-label={label} value={value ? dayjs(String(value)) : null} onChange={(day) => onChange(day?.format('YYYY-MM-DD') ?? null)} />
    case 'number':
      return <InputNumber aria-label={label} precision={0} value={value as number | null} onChange={onChange} style={{ width: 110 }} />
    case 'decimal':
      return <InputNumber aria-label={label} value={value as number | null} onChange={onChange} style={{ width: 110 }} />
    case 'money':
      return <InputNumber aria-label={label} prefix={sign(currency, lang)} precision={2} value={value as number | null} onChange={onChange} style={{ width: 140 }} />
    default:
      return <Input aria-label={label} value={String(value ?? '')} onChange={(event) => onChange(event.target.value)} style={{ width: 180 }} />
  }
}

function Several({ field, value, onChange }: { field: Field | undefined; value: unknown[]; onChange: (value: unknown) => void }) {
  const { t } = useTranslation()
  const choices = useChoices(field)
  const label = t('segment.valuesOf', { field: t(`field.name.${field?.name ?? ''}`, field?.name ?? '') })
  const numeric = field?.type === 'number' || field?.type === 'decimal' || field?.type === 'money'
  const read = (texts: unknown[]) => (numeric ? texts.map(Number).filter(Number.isFinite) : texts)
  return (
    <Select
      aria-label={label}
      mode={choices.length > 0 ? 'multiple' : 'tags'}
      options={choices}
      value={value.map((one) => (numeric ? String(one) : one))}
      onChange={(next: unknown[]) => onChange(read(next))}
      tokenSeparators={[',', '，', ' ', '\n']}
      placeholder={choices.length > 0 ? t('segment.choose') : t('segment.typeSeveral')}
      style={{ minWidth: 220, maxWidth: 480 }}
    />
  )
}

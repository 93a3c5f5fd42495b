import { Form, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { Card } from '../../part/card'
import { Notes } from '../../part/notes'
import type { Inspection, Said } from './draft'

interface WrittenProps {
  found: Inspection
  said: Said
  write: (change: Partial<Said>) => void
}

const signs = { ',': 'comma', '.': 'dot' } as const

/** Written tells how the file was read, and lets each part of it be said otherwise. */
export function Written({ found, said, write }: WrittenProps) {
  const { t } = useTranslation()
  const sign = found.format.decimal as ',' | '.' | undefined
  const sheets = found.sheets.filter(({ read }) => read).map(({ name }) => name)
  return (
    <Card title={t('import.written.title')} asOf={null} note={t('import.written.note')}>
      <Form layout="vertical">
        <div className="choices">
          {!/\.xlsx$/i.test(found.file_name) && (
            <Choice label={t('import.written.encoding')} name="encoding" value={said.encoding ?? ''} write={write}
              options={[{ value: '', label: t('import.written.found', { what: found.encoding }) }, ...found.encodings.map((one) => ({ value: one, label: one }))]} />
          )}
          <Choice label={t('import.written.decimal')} name="decimal" value={said.decimal ?? ''} write={write}
            options={[
              { value: '', label: sign ? t('import.written.found', { what: t(`import.decimalSign.${signs[sign]}`) }) : t('import.written.open') },
              ...(['.', ','] as const).map((one) => ({ value: one, label: t(`import.decimalSign.${signs[one]}`) })),
            ]} />
          {found.slashed && (
            <Choice label={t('import.written.dates')} name="dates" value={said.dates ?? ''} write={write}
              options={[
                { value: '', label: found.format.dates ? t('import.written.found', { what: t(`import.order.${found.format.dates}`) }) : t('import.written.open') },
                ...['dmy', 'mdy', 'ymd'].map((one) => ({ value: one, label: t(`import.order.${one}`) })),
              ]} />
          )}
          {found.sheets.length > 1 && (
            <Choice label={t('import.written.sheet')} name="sheet" value={said.sheet ?? ''} write={write}
              options={[
                { value: '', label: said.sheet ? t('import.written.auto') : t('import.written.found', { what: sheets.join(t('import.comma')) }) },
                ...found.sheets.map(({ name }) => ({ value: name, label: name })),
              ]} />
          )}
        </div>
      </Form>
      <Notes notes={found.notes} />
    </Card>
  )
}

interface ChoiceProps {
  label: string
  name: 'encoding' | 'decimal' | 'dates' | 'sheet'
  value: string
  options: { value: string; label: string }[]
  write: (change: Partial<Said>) => void
}

function Choice({ label, name, value, options, write }: ChoiceProps) {
  const shown = options.some((one) => one.value === value) ? options : [...options, { value, label: value }]
  return (
    <Form.Item label={label} style={{ marginBottom: 0 }}>
      <Select aria-label={label} value={value} options={shown} showSearch={{ optionFilterProp: 'label' }} popupMatchSelectWidth={false} onChange={(next: string) => write({ [name]: next || undefined })} />
    </Form.Item>
  )
}

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { Card } from '../../part/card'
import { may, useMe } from '../../part/me'
import { Failure } from '../../part/state'
import { Line } from './ways'

type Trait = Schema['Trait']

/** archiveFields are those that the archive asks for by itself; a shop may have more. */
export const archiveFields = ['age', 'education', 'occupation', 'credit_level', 'region_note', 'behaviour', 'psychology', 'need_change', 'product_feel', 'experience']

/** changed are the fields that the form says otherwise than the archive. */
export function changed(before: Record<string, string>, after: Record<string, string | undefined>): Trait[] {
  return Object.entries(after)
    .map(([name, value]) => ({ name, value: (value ?? '').trim() }))
    .filter(({ name, value }) => value !== (before[name] ?? ''))
    .map(({ name, value }) => (value !== '' && name === 'age' && Number.isFinite(Number(value)) ? { name, number: Number(value) } : { name, ...(value && { text: value }) }))
}

function wordOf({ text, number }: Trait): string {
  return text || (number === undefined || number === null ? '' : String(number))
}

/** ArchiveCard is what people of the shop wrote down of her. */
export function ArchiveCard({ customer }: { customer: Schema['Customer'] }) {
  const { t } = useTranslation()
  const { data: me } = useMe()
  const [open, setOpen] = useState(false)
  const known = Object.fromEntries(customer.traits.map((one) => [one.name, wordOf(one)]))
  const label = (name: string) => (archiveFields.includes(name) ? t(`habit.field.${name}`) : name)
  const edit = may(me, 'customer.write') && <Button size="small" onClick={() => setOpen(true)}>{t('habit.edit')}</Button>
  return (
    <Card title={t('habit.archive')} asOf={customer.as_of} extra={edit}>
      {customer.traits.length === 0
        ? <span className="quiet">{t('habit.noArchive')}</span>
        : <dl className="stack" style={{ margin: 0 }}>{customer.traits.map((one) => <Line key={one.name} label={label(one.name)}>{wordOf(one)}</Line>)}</dl>}
      <Modal open={open} title={t('habit.archive')} footer={null} onCancel={() => setOpen(false)} destroyOnHidden>
        <ArchiveForm id={customer.id} known={known} done={() => setOpen(false)} label={label} />
      </Modal>
    </Card>
  )
}

interface FormProps {
  id: number
  known: Record<string, string>
  done: () => void
  label: (name: string) => string
}

function ArchiveForm({ id, known, done, label }: FormProps) {
  const { t } = useTranslation()
  const cache = useQueryClient()
  const save = useMutation({
    mutationFn: (traits: Trait[]) => take(api.PUT('/api/customers/{id}/traits', { params: { path: { id } }, body: { traits } })),
    onSuccess: () => {
      done()
      void cache.invalidateQueries({ queryKey: ['customer'] })
    },
  })
  const names = [...archiveFields, ...Object.keys(known).filter((name) => !archiveFields.includes(name))]
  const submit = (values: Record<string, string | undefined>) => {
    const traits = changed(known, values)
    return traits.length > 0 ? save.mutate(traits) : done()
  }
  return (
    <Form layout="vertical" initialValues={known} onFinish={submit}>
      <p className="quiet">{t('habit.archiveText')}</p>
      {names.map((name) => (
        <Form.Item key={name} name={name} label={label(name)} style={{ marginBottom: 12 }}>
          {name === 'age' ? <Input inputMode="numeric" maxLength={3} /> : <Input.TextArea autoSize maxLength={2000} />}
        </Form.Item>
      ))}
      {save.error && <div style={{ marginBottom: 16 }}><Failure error={save.error} /></div>}
      <Button type="primary" htmlType="submit" loading={save.isPending}>{t('part.save')}</Button>
    </Form>
  )
}

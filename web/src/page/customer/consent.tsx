import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Form, Input, Modal, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { Failure } from '../../part/state'

type Entry = Pick<Schema['ConsentRequestBody'], 'purpose' | 'granted' | 'evidence'>

/** ConsentButton records what she said about messages; the ledger keeps every word. */
export function ConsentButton({ id, granted }: { id: number; granted: boolean }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const cache = useQueryClient()
  const save = useMutation({
    mutationFn: (entry: Entry) => take(api.POST('/api/customers/{id}/consent', { params: { path: { id } }, body: { channel: 'email', ...entry } })),
    onSuccess: () => {
      setOpen(false)
      void cache.invalidateQueries({ queryKey: ['customer'] })
    },
  })
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>{t('customer.record')}</Button>
      <Modal open={open} title={t('customer.record')} footer={null} onCancel={() => setOpen(false)} destroyOnHidden>
        <Form<Entry> layout="vertical" initialValues={{ purpose: 'marketing', granted: !granted }} onFinish={save.mutate}>
          <Form.Item name="purpose" label={t('customer.purpose')}>
            <Radio.Group options={['marketing', 'care'].map((value) => ({ value, label: t(`purpose.${value}`) }))} />
          </Form.Item>
          <Form.Item name="granted" label={t('customer.said')}>
            <Radio.Group options={[{ value: true, label: t('customer.agrees') }, { value: false, label: t('customer.withdraws') }]} />
          </Form.Item>
          <Form.Item name="evidence" label={t('customer.evidence')} rules={[{ required: true, whitespace: true, message: t('customer.evidenceNeeded') }]}>
            <Input.TextArea rows={2} maxLength={2000} />
          </Form.Item>
          {save.error && <div style={{ marginBottom: 16 }}><Failure error={save.error} /></div>}
          <Button type="primary" htmlType="submit" loading={save.isPending}>{t('part.save')}</Button>
        </Form>
      </Modal>
    </>
  )
}

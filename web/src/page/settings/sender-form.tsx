import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Form, Input, InputNumber, Modal, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { Failure } from '../../part/state'

type Body = Schema['SenderBody']

const empty: Partial<Body> = { port: 465, tls: 'tls', rate_per_second: 10, cost: 0 }

/** SenderForm makes or changes a mail account; its password is written, never read. */
export function SenderForm({ sender, close }: { sender: Schema['Sender'] | undefined; close: () => void }) {
  const { t } = useTranslation()
  const cache = useQueryClient()
  const save = useMutation({
    mutationFn: ({ password, ...rest }: Body) => {
      const body = password ? { ...rest, password } : rest
      return take(sender ? api.PUT('/api/senders/{id}', { params: { path: { id: sender.id } }, body }) : api.POST('/api/senders', { body }))
    },
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: ['senders'] })
      close()
    },
  })
  const needed = [{ required: true, message: t('setting.needed') }]
  return (
    <Modal open title={sender ? t('setting.editSender') : t('setting.addSender')} onCancel={close} footer={null} width={720} destroyOnHidden>
      <Form<Body> layout="vertical" initialValues={sender ?? empty} onFinish={save.mutate} autoComplete="off">
        <div className="grid" style={{ columnGap: 16, rowGap: 0 }}>
          <Form.Item className="span-6" name="name" label={t('setting.name')} rules={needed}><Input autoFocus maxLength={200} /></Form.Item>
          <Form.Item className="span-6" name="from_name" label={t('setting.fromName')}><Input maxLength={200} /></Form.Item>
          <Form.Item className="span-6" name="from_address" label={t('setting.fromAddress')} rules={[...needed, { type: 'email', message: t('setting.emailWrong') }]}><Input /></Form.Item>
          <Form.Item className="span-6" name="reply_to" label={t('setting.replyTo')}><Input /></Form.Item>
          <Form.Item className="span-6" name="host" label={t('setting.host')} rules={needed}><Input placeholder="smtp.example.com" /></Form.Item>
          <Form.Item className="span-3" name="port" label={t('setting.port')} rules={needed}><InputNumber min={1} max={65535} precision={0} style={{ width: '100%' }} /></Form.Item>
          <Form.Item className="span-3" name="tls" label={t('setting.tls')}><Select options={(['tls', 'starttls', 'none'] as const).map((value) => ({ value, label: t(`setting.tlsOf.${value}`) }))} /></Form.Item>
          <Form.Item className="span-6" name="username" label={t('setting.username')}><Input autoComplete="off" /></Form.Item>
          <Form.Item className="span-6" name="password" label={t('setting.password')} extra={sender?.has_password ? t('setting.passwordStays') : undefined}><Input.Password autoComplete="new-password" /></Form.Item>
          <Form.Item className="span-6" name="rate_per_second" label={t('campaign.rate')} extra={t('setting.zeroNoLimit')}><InputNumber min={0} max={10000} precision={0} style={{ width: '100%' }} /></Form.Item>
          <Form.Item className="span-6" name="cost" label={t('setting.costLong')}><InputNumber min={0} step={0.01} precision={4} style={{ width: '100%' }} /></Form.Item>
        </div>
        {save.error && <div style={{ marginBottom: 12 }}><Failure error={save.error} /></div>}
        <Button type="primary" htmlType="submit" loading={save.isPending}>{t('part.save')}</Button>
      </Form>
    </Modal>
  )
}

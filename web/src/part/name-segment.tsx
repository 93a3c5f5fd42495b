import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { App, Button, Form, Input, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, take } from '../api/client'
import { full } from './format'
import type { Rule } from './rule'
import { useScope } from './scope'
import { Failure } from './state'

/** NameSegment asks for the name of a new segment, saves it and opens it. */
export default function NameSegment({ rule, name, size, close }: { rule: Rule; name: string; size?: number; close: () => void }) {
  const { t } = useTranslation()
  const { shop, lang } = useScope()
  const { message } = App.useApp()
  const cache = useQueryClient()
  const navigate = useNavigate()
  const save = useMutation({
    mutationFn: (input: { name: string }) => take(api.POST('/api/segments', { body: { name: input.name, shop, kind: 'rule', rule } })),
    onSuccess: (segment) => {
      void cache.invalidateQueries({ queryKey: ['segments'] })
      const text = t('part.savedSegment', { name: segment.name, size: full(segment.size ?? size ?? 0, lang) })
      void message.success(text, 6)
      void navigate({ to: `/segments/${segment.id}` })
      close()
    },
  })
  return (
    <Modal open title={t('part.saveSegment')} onCancel={close} footer={null} destroyOnHidden>
      <Form layout="vertical" initialValues={{ name }} onFinish={save.mutate} className="stack">
        <Form.Item name="name" label={t('part.segmentName')} rules={[{ required: true, message: t('part.nameNeeded') }]}>
          <Input autoFocus maxLength={80} />
        </Form.Item>
        {save.error && <Failure error={save.error} />}
        <Button type="primary" htmlType="submit" loading={save.isPending}>{t('part.save')}</Button>
      </Form>
    </Modal>
  )
}

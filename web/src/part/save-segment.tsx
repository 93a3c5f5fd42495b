import { UsergroupAddOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { App, Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take } from '../api/client'
import { full } from './format'
import { may, useMe } from './me'
import type { Rule } from './rule'
import { useScope } from './scope'
import { Failure } from './state'

interface SaveSegmentProps {
  rule: Rule
  /** The name that is offered. */
  name: string
  /** How many people it means now, when known. */
  size?: number
  disabled?: boolean
  /** A sign alone, for rows of a table. */
  small?: boolean
}

/** SaveSegment makes a segment of the people shown, by the rule that found them. */
export function SaveSegment({ rule, name, size, disabled, small }: SaveSegmentProps) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const [open, setOpen] = useState(false)
  const { data: me } = useMe()
  if (!may(me, 'segment.write')) return null
  const label = size === undefined ? t('part.saveSegment') : t('part.saveSegmentOf', { size: full(size, lang) })
  return (
    <>
      {small
        ? <Button size="small" type="text" icon={<UsergroupAddOutlined />} title={`${label}: ${name}`} aria-label={`${label}: ${name}`} disabled={disabled || size === 0} onClick={() => setOpen(true)} />
        : <Button icon={<UsergroupAddOutlined />} disabled={disabled || size === 0} onClick={() => setOpen(true)}>{label}</Button>}
      {open && <NameIt rule={rule} name={name} size={size} close={() => setOpen(false)} />}
    </>
  )
}

function NameIt({ rule, name, size, close }: { rule: Rule; name: string; size?: number; close: () => void }) {
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

import { UsergroupAddOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, type Schema, take } from '../api/client'
import { full } from './format'
import { useMay } from './may'
import { useScope } from './scope'
import { Failure } from './state'

type Pick = Omit<Schema['PickBody'], 'name' | 'shop' | 'as_of'>

interface SavePickProps {
  pick: Pick
  /** The name that is offered. */
  name: string
  /** How many people are picked, when known. */
  size?: number
  small?: boolean
}

/** SavePick keeps the people whom a model picks out as a segment. */
export function SavePick({ pick, name, size, small }: SavePickProps) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const [open, setOpen] = useState(false)
  const may = useMay('segment.write')
  if (!may) return null
  const label = size === undefined ? t('part.saveSegment') : t('part.saveSegmentOf', { size: full(size, lang) })
  return (
    <>
      <Button size={small ? 'small' : 'middle'} icon={<UsergroupAddOutlined />} disabled={size === 0} onClick={() => setOpen(true)}>{label}</Button>
      {open && <NameIt pick={pick} name={name} close={() => setOpen(false)} />}
    </>
  )
}

function NameIt({ pick, name, close }: { pick: Pick; name: string; close: () => void }) {
  const { t } = useTranslation()
  const { shop, asOf } = useScope()
  const cache = useQueryClient()
  const navigate = useNavigate()
  const save = useMutation({
    mutationFn: (input: { name: string }) => take(api.POST('/api/predictions/segment', { body: { ...pick, name: input.name, shop, as_of: asOf || undefined } })),
    onSuccess: (segment) => {
      void cache.invalidateQueries({ queryKey: ['segments'] })
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

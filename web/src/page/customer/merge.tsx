// Two customers who are one person: merge them, and undo it.
import { MergeCellsOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input, InputNumber, Modal, Popconfirm } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { Card } from '../../part/card'
import { Instant } from '../../part/instant'
import { may, useMe } from '../../part/me'
import { Failure, sentenceOf } from '../../part/state'

type Merge = Schema['CustomerMerge']

function useMerged() {
  const cache = useQueryClient()
  const { message } = App.useApp()
  return (text: string) => {
    void cache.invalidateQueries()
    void message.success(text)
  }
}

/** SameButton says that another customer is the same person as this one. */
export function SameButton({ id }: { id: number }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const merged = useMerged()
  const merge = useMutation({
    mutationFn: (body: { other: number; reason: string }) => take(api.POST('/api/customers/{id}/merges', { params: { path: { id } }, body })),
    onSuccess: () => {
      setOpen(false)
      merged(t('customer.merged'))
    },
  })
  return (
    <>
      <Button icon={<MergeCellsOutlined />} onClick={() => setOpen(true)}>{t('customer.same')}</Button>
      <Modal open={open} title={t('customer.same')} footer={null} onCancel={() => setOpen(false)} destroyOnHidden>
        <p className="quiet">{t('customer.sameText')}</p>
        <Form layout="vertical" onFinish={merge.mutate}>
          <Form.Item name="other" label={t('customer.sameOther')} rules={[{ required: true, message: t('customer.sameOtherNeeded') }]}>
            <InputNumber min={1} precision={0} style={{ width: '100%' }} autoFocus />
          </Form.Item>
          <Form.Item name="reason" label={t('customer.reason')} rules={[{ required: true, whitespace: true, message: t('customer.reasonNeeded') }]}>
            <Input.TextArea rows={2} maxLength={500} />
          </Form.Item>
          {merge.error && <div style={{ marginBottom: 16 }}><Failure error={merge.error} /></div>}
          <Button type="primary" htmlType="submit" loading={merge.isPending}>{t('customer.sameDo')}</Button>
        </Form>
      </Modal>
    </>
  )
}

/** MergeCard lists of whom this customer is made; nothing where it is of nobody else. */
export function MergeCard({ id }: { id: number }) {
  const { t } = useTranslation()
  const { data } = useQuery({
    queryKey: ['customer', id, 'merges'],
    queryFn: ({ signal }) => take(api.GET('/api/customers/{id}/merges', { params: { path: { id } }, signal })),
  })
  if (!data || data.items.length === 0) return null
  return (
    <Card title={t('customer.mergesTitle')} asOf={null}>
      <ul className="stack" style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {data.items.map((one) => (
          <li key={one.id}>
            <span className="row">
              {t('customer.mergeOf', { from: one.from, into: one.into })}
              {one.undone_at ? <span className="quiet">{t('customer.mergeUndone')}</span> : <Undo id={id} merge={one} />}
            </span>
            <div className="quiet small"><Instant at={one.merged_at} /> · {[one.actor, one.reason].filter(Boolean).join(' · ')}</div>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Undo({ id, merge }: { id: number; merge: Merge }) {
  const { t } = useTranslation()
  const { data: me } = useMe()
  const { message } = App.useApp()
  const merged = useMerged()
  const undo = useMutation({
    mutationFn: () => take(api.DELETE('/api/customers/{id}/merges/{merge}', { params: { path: { id, merge: merge.id } } })),
    onSuccess: () => merged(t('customer.unmerged')),
    onError: (error) => void message.error(sentenceOf(error)),
  })
  if (!may(me, 'customer.write')) return null
  return (
    <Popconfirm title={t('customer.mergeUndoText')} onConfirm={() => undo.mutate()}>
      <Button size="small" loading={undo.isPending}>{t('customer.mergeUndo')}</Button>
    </Popconfirm>
  )
}

import { EyeInvisibleOutlined, EyeOutlined, StopOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input, Modal, Popconfirm } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { may, useMe } from '../../part/me'
import { Failure, sentenceOf } from '../../part/state'
import { SameButton } from './merge'

type Customer = Schema['Customer']

interface ActionsProps {
  customer: Customer
  show: () => void
  hide: () => void
  showing: boolean
  failure: unknown
}

/** onBlacklist tells whether the shop itself decided never to write to her. */
export function onBlacklist({ suppressions }: Customer): boolean {
  return suppressions.some(({ reason, lifted_at: lifted }) => reason === 'blacklist' && !lifted)
}

/** bounced tells whether a mail to the address in use came back. */
export function bounced({ suppressions }: Customer): boolean {
  return suppressions.some(({ reason, lifted_at: lifted, former }) => reason === 'bounce' && !lifted && !former)
}

/** Actions are what a person may do with this customer. */
export function Actions({ customer, show, hide, showing, failure }: ActionsProps) {
  const { t } = useTranslation()
  const { data: me } = useMe()
  const toggle = customer.masked
    ? <Button icon={<EyeOutlined />} loading={showing} onClick={show}>{t('customer.show')}</Button>
    : <Button icon={<EyeInvisibleOutlined />} onClick={hide}>{t('customer.hide')}</Button>
  return (
    <div className="row">
      {failure ? <span className="fall">{sentenceOf(failure)}</span> : null}
      {may(me, 'customer.unmask') && toggle}
      {may(me, 'customer.write') && <SameButton id={customer.id} />}
      {may(me, 'customer.write') && bounced(customer) && <Lift id={customer.id} what="bounce" />}
      {may(me, 'customer.write') && (onBlacklist(customer) ? <Lift id={customer.id} what="blacklist" /> : <Blacklist id={customer.id} />)}
    </div>
  )
}

function useChanged() {
  const cache = useQueryClient()
  const { message } = App.useApp()
  return (text: string) => {
    void cache.invalidateQueries({ queryKey: ['customer'] })
    void message.success(text)
  }
}

function Blacklist({ id }: { id: number }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const changed = useChanged()
  const add = useMutation({
    mutationFn: (body: { reason: string }) => take(api.POST('/api/customers/{id}/blacklist', { params: { path: { id } }, body })),
    onSuccess: () => {
      setOpen(false)
      changed(t('customer.blacklisted'))
    },
  })
  return (
    <>
      <Button danger icon={<StopOutlined />} onClick={() => setOpen(true)}>{t('customer.blacklist')}</Button>
      <Modal open={open} title={t('customer.blacklist')} footer={null} onCancel={() => setOpen(false)} destroyOnHidden>
        <p className="quiet">{t('customer.blacklistText')}</p>
        <Form layout="vertical" onFinish={add.mutate}>
          <Form.Item name="reason" label={t('customer.reason')} rules={[{ required: true, whitespace: true, message: t('customer.reasonNeeded') }]}>
            <Input.TextArea rows={2} maxLength={500} autoFocus />
          </Form.Item>
          {add.error && <div style={{ marginBottom: 16 }}><Failure error={add.error} /></div>}
          <Button danger type="primary" htmlType="submit" loading={add.isPending}>{t('customer.blacklistDo')}</Button>
        </Form>
      </Modal>
    </>
  )
}

const lifts = {
  blacklist: { path: '/api/customers/{id}/blacklist', label: 'customer.lift', ask: 'customer.liftText', did: 'customer.lifted' },
  bounce: { path: '/api/customers/{id}/bounce', label: 'customer.liftBounce', ask: 'customer.liftBounceText', did: 'customer.liftedBounce' },
} as const

/** Lift ends what keeps the customer from messages: the shop's own decision, or a bounce. */
function Lift({ id, what }: { id: number; what: keyof typeof lifts }) {
  const { path, label, ask, did } = lifts[what]
  const { t } = useTranslation()
  const { message } = App.useApp()
  const changed = useChanged()
  const lift = useMutation({
    mutationFn: () => take(api.DELETE(path, { params: { path: { id } } })),
    onSuccess: () => changed(t(did)),
    onError: (error) => void message.error(sentenceOf(error)),
  })
  return (
    <Popconfirm title={t(ask)} onConfirm={() => lift.mutate()}>
      <Button loading={lift.isPending}>{t(label)}</Button>
    </Popconfirm>
  )
}

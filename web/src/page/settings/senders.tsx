import { PlusOutlined } from '@ant-design/icons'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Alert, Button, Table } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { Card } from '../../part/card'
import { full } from '../../part/format'
import { useMay } from '../../part/may'
import { outcomeOf } from '../../part/outcome'
import { useScope } from '../../part/scope'
import { Empty, Failure, Loaded } from '../../part/state'
import { SenderForm } from './sender-form'

type Sender = Schema['Sender']

/** Senders are the mail accounts that campaigns send from. */
export function Senders() {
  const { t } = useTranslation()
  const may = useMay('setting.write')
  const [edited, setEdited] = useState<Sender | 'new'>()
  const senders = useQuery({ queryKey: ['senders'], queryFn: async ({ signal }) => (await take(api.GET('/api/senders', { signal }))).items })
  const add = may && <Button size="small" icon={<PlusOutlined />} onClick={() => setEdited('new')}>{t('setting.addSender')}</Button>
  return (
    <Loaded query={senders}>
      {(items) => (
        <Card title={items.length === 0 ? t('setting.noSenders') : t('setting.sendersTitle', { count: items.length })} asOf={null} extra={add} note={t('setting.passwordKept')}>
          {items.length === 0 ? <Empty text={t('setting.noSendersText')} /> : <List items={items} edit={may ? setEdited : undefined} />}
          {edited && <SenderForm sender={edited === 'new' ? undefined : edited} close={() => setEdited(undefined)} />}
        </Card>
      )}
    </Loaded>
  )
}

function List({ items, edit }: { items: Sender[]; edit?: (sender: Sender) => void }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  return (
    <Table<Sender>
      size="small" rowKey="id" pagination={false} dataSource={items} scroll={{ x: 900 }}
      columns={[
        { title: t('setting.name'), dataIndex: 'name' },
        { title: t('setting.from'), render: (_, one) => `${one.from_name} <${one.from_address}>` },
        { title: t('setting.server'), render: (_, one) => `${one.host}:${one.port} · ${t(`setting.tlsOf.${one.tls}`)}` },
        { title: t('setting.password'), render: (_, one) => t(one.has_password ? 'setting.stored' : 'setting.none') },
        { title: t('setting.rate'), align: 'right', render: (_, one) => (one.rate_per_second > 0 ? full(one.rate_per_second, lang) : t('setting.noLimit')) },
        { title: t('setting.cost'), align: 'right', render: (_, one) => one.cost },
        ...(edit ? [{ title: '', width: 260, render: (_: unknown, one: Sender) => <span className="row"><Button size="small" onClick={() => edit(one)}>{t('setting.edit')}</Button><Check sender={one} /></span> }] : []),
      ]}
    />
  )
}

function Check({ sender }: { sender: Sender }) {
  const { t } = useTranslation()
  const check = useMutation({ mutationFn: () => take(api.POST('/api/senders/{id}/check', { params: { path: { id: sender.id } } })) })
  return (
    <>
      <Button size="small" loading={check.isPending} onClick={() => check.mutate()}>{t('setting.check')}</Button>
      {check.data && <Alert type={check.data.ok ? 'success' : 'error'} showIcon title={outcomeOf(check.data)} />}
      {check.error && <Failure error={check.error} />}
    </>
  )
}

import { PlusOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Form, Input, Modal, Popconfirm, Select, Table, Tag, Typography } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { Card } from '../../part/card'
import { Instant } from '../../part/instant'
import { Empty, Failure, Loaded } from '../../part/state'
import { useRoles } from './roles'

type Key = Schema['KeyEntry']

/** Keys let programs in; a key is shown once, when it is made. */
export function Keys() {
  const { t } = useTranslation()
  const [making, setMaking] = useState(false)
  const keys = useQuery({ queryKey: ['keys'], queryFn: async ({ signal }) => (await take(api.GET('/api/keys', { signal }))).items })
  return (
    <Loaded query={keys}>
      {(items) => (
        <Card title={items.length === 0 ? t('setting.noKeys') : t('setting.keysTitle', { count: items.length })} asOf={null} extra={<Button size="small" icon={<PlusOutlined />} onClick={() => setMaking(true)}>{t('setting.addKey')}</Button>}>
          {items.length === 0 ? <Empty text={t('setting.noKeysText')} /> : <List items={items} />}
          {making && <KeyForm close={() => setMaking(false)} />}
        </Card>
      )}
    </Loaded>
  )
}

function List({ items }: { items: Key[] }) {
  const { t } = useTranslation()
  const cache = useQueryClient()
  const revoke = useMutation({
    mutationFn: (id: number) => take(api.DELETE('/api/keys/{id}', { params: { path: { id } } })),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['keys'] }),
  })
  return (
    <>
      {revoke.error && <Failure error={revoke.error} />}
      <Table<Key>
        size="small" rowKey="id" pagination={false} dataSource={items}
        columns={[
          { title: t('setting.name'), dataIndex: 'name' },
          { title: t('setting.keyStart'), render: (_, one) => <code>{one.prefix}…</code> },
          { title: t('setting.role'), render: (_, one) => t(`role.${one.role}`) },
          { title: t('setting.createdAt'), render: (_, one) => <Instant at={one.created_at} /> },
          { title: t('setting.lastUsed'), render: (_, one) => (one.last_used_at ? <Instant at={one.last_used_at} /> : t('setting.never')) },
          {
            title: '', align: 'right',
            render: (_, one) => one.revoked_at
              ? <Tag>{t('setting.revoked')}</Tag>
              : <Popconfirm title={t('setting.revokeAsk', { name: one.name })} okText={t('setting.revoke')} onConfirm={() => revoke.mutate(one.id)}><Button size="small" danger>{t('setting.revoke')}</Button></Popconfirm>,
          },
        ]}
      />
    </>
  )
}

function KeyForm({ close }: { close: () => void }) {
  const { t } = useTranslation()
  const cache = useQueryClient()
  const roles = useRoles()
  const make = useMutation({
    mutationFn: (body: Schema['KeyCreateBody']) => take(api.POST('/api/keys', { body })),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['keys'] }),
    gcTime: 0,
  })
  return (
    <Modal open title={t('setting.addKey')} onCancel={close} footer={null} destroyOnHidden maskClosable={!make.data}>
      {make.data
        ? <Alert type="success" showIcon title={t('setting.keyOnce')} description={<Typography.Text copyable code>{make.data.key}</Typography.Text>} />
        : (
          <Form<Schema['KeyCreateBody']> layout="vertical" initialValues={{ role: 'analyst' }} onFinish={make.mutate}>
            <Form.Item name="name" label={t('setting.name')} rules={[{ required: true, message: t('setting.needed') }]}><Input autoFocus maxLength={200} placeholder={t('setting.keyNameHint')} /></Form.Item>
            <Form.Item name="role" label={t('setting.role')}><Select options={roles} /></Form.Item>
            {make.error && <div style={{ marginBottom: 12 }}><Failure error={make.error} /></div>}
            <Button type="primary" htmlType="submit" loading={make.isPending}>{t('setting.addKey')}</Button>
          </Form>
        )}
    </Modal>
  )
}

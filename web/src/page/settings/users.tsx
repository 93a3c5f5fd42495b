import { PlusOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Form, Input, Modal, Select, Switch, Table, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { Card } from '../../part/card'
import { Instant } from '../../part/instant'
import { Failure, Loaded } from '../../part/state'
import { useRoles } from './roles'

type User = Schema['UserEntry']

/** Users are the people with access. */
export function Users() {
  const { t } = useTranslation()
  const [edited, setEdited] = useState<User | 'new'>()
  const users = useQuery({ queryKey: ['users'], queryFn: async ({ signal }) => (await take(api.GET('/api/users', { signal }))).items })
  return (
    <Loaded query={users}>
      {(items) => (
        <Card title={t('setting.usersTitle', { count: items.length })} asOf={null} extra={<Button size="small" icon={<PlusOutlined />} onClick={() => setEdited('new')}>{t('setting.addUser')}</Button>}>
          <Table<User>
            size="small" rowKey="id" pagination={false} dataSource={items}
            columns={[
              { title: t('login.login'), dataIndex: 'login' },
              { title: t('setting.name'), dataIndex: 'name' },
              { title: t('setting.role'), render: (_, one) => t(`role.${one.role}`) },
              { title: t('setting.access'), render: (_, one) => (one.disabled ? <Tag>{t('setting.disabled')}</Tag> : <Tag color="success">{t('setting.enabled')}</Tag>) },
              { title: t('setting.createdAt'), render: (_, one) => <Instant at={one.created_at} /> },
              { title: '', align: 'right', render: (_, one) => <Button size="small" onClick={() => setEdited(one)}>{t('setting.edit')}</Button> },
            ]}
          />
          {edited && <UserForm user={edited === 'new' ? undefined : edited} close={() => setEdited(undefined)} />}
        </Card>
      )}
    </Loaded>
  )
}

type Answers = { login: string; name: string; role: Schema['RoleName']; password?: string; enabled: boolean }

function UserForm({ user, close }: { user: User | undefined; close: () => void }) {
  const { t } = useTranslation()
  const cache = useQueryClient()
  const roles = useRoles()
  const save = useMutation({
    mutationFn: ({ login, name, role, password, enabled }: Answers) => take(user
      ? api.PUT('/api/users/{id}', { params: { path: { id: user.id } }, body: { name, role, disabled: !enabled, password: password || undefined } })
      : api.POST('/api/users', { body: { login, name, role, password: password ?? '' } })),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: ['users'] })
      close()
    },
  })
  const needed = { required: true, message: t('setting.needed') }
  return (
    <Modal open title={user ? t('setting.editUser', { login: user.login }) : t('setting.addUser')} onCancel={close} footer={null} destroyOnHidden>
      <Form<Answers> layout="vertical" initialValues={{ role: 'operator', ...user, enabled: !user?.disabled }} onFinish={save.mutate} autoComplete="off">
        {!user && <Form.Item name="login" label={t('login.login')} rules={[needed]}><Input autoFocus maxLength={200} /></Form.Item>}
        <Form.Item name="name" label={t('setting.name')} rules={[needed]}><Input maxLength={200} /></Form.Item>
        <Form.Item name="role" label={t('setting.role')}><Select options={roles} /></Form.Item>
        <Form.Item name="password" label={t('login.password')} extra={user && t('setting.passwordStays')} rules={[{ min: 10, message: t('setting.passwordShort') }, ...(user ? [] : [needed])]}><Input.Password autoComplete="new-password" /></Form.Item>
        {user && <Form.Item name="enabled" label={t('setting.mayEnter')} valuePropName="checked"><Switch /></Form.Item>}
        {save.error && <div style={{ marginBottom: 12 }}><Failure error={save.error} /></div>}
        <Button type="primary" htmlType="submit" loading={save.isPending}>{t('part.save')}</Button>
      </Form>
    </Modal>
  )
}

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Input, Table } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { Card } from '../../part/card'
import { Instant } from '../../part/instant'
import { useAddress } from '../../part/scope'
import { Empty, Loaded } from '../../part/state'
import { useLater } from '../../part/use-later'
import { Wide } from '../../part/wide'

const size = 50

/** Audit lists who saw or changed what. */
export function Audit() {
  const { t } = useTranslation()
  const [search, write] = useAddress()
  const page = Math.max(1, Number(search.page ?? 1) || 1)
  const [subject, setSubject] = useState('')
  const asked = useLater(subject.trim(), 400)
  const audit = useQuery({
    queryKey: ['audit', asked, page],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => take(api.GET('/api/audit', { params: { query: { subject: asked || undefined, limit: size, offset: (page - 1) * size } }, signal })),
  })
  const filter = <Input allowClear aria-label={t('setting.subjectFilter')} placeholder={t('setting.subjectFilter')} style={{ width: 240 }} value={subject} onChange={(event) => { setSubject(event.target.value); write({ page: undefined }, true) }} />
  return (
    <Loaded query={audit} height={320}>
      {({ items, total }) => (
        <Card title={t('setting.auditTitle', { count: total })} asOf={null} extra={filter}>
          {items.length === 0 ? <Empty text={t('setting.noAudit')} /> : <List items={items} total={total} page={page} turn={(next) => write({ page: next })} />}
        </Card>
      )}
    </Loaded>
  )
}

function List({ items, total, page, turn }: { items: Schema['AuditEntry'][]; total: number; page: number; turn: (page: number) => void }) {
  const { t } = useTranslation()
  return (
    <Wide label={t('setting.auditList')} width={800}>
      <Table
        size="small" rowKey="id" dataSource={items}
        pagination={total > size ? { current: page, pageSize: size, total, showSizeChanger: false, onChange: turn } : false}
        columns={[
          { title: t('setting.at'), width: 190, render: (_, one) => <Instant at={one.occurred_at} /> },
          { title: t('setting.who'), width: 160, render: (_, one) => one.actor_name || one.actor },
          { title: t('setting.action'), width: 200, render: (_, one) => t(`audit.${one.action.replaceAll('.', '_')}`, one.action) },
          { title: t('setting.subject'), width: 180, dataIndex: 'subject' },
          { title: t('setting.detail'), dataIndex: 'detail' },
        ]}
      />
    </Wide>
  )
}

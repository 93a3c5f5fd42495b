import { useQuery } from '@tanstack/react-query'
import { Table } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { Card } from '../../part/card'
import { full } from '../../part/format'
import { useScope } from '../../part/scope'
import { Loaded } from '../../part/state'
import { Wide } from '../../part/wide'

const size = 20

/** Refused shows the refused rows themselves, personal values masked. */
export function Refused({ batch }: { batch: Schema['Batch'] }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const [page, setPage] = useState(1)
  const rows = useQuery({
    queryKey: ['imports', 'refused', batch.id, page],
    queryFn: ({ signal }) => take(api.GET('/api/imports/{id}/rejects', { params: { path: { id: batch.id }, query: { limit: size, offset: (page - 1) * size } }, signal })),
  })
  return (
    <Loaded query={rows}>
      {({ items, total }) => (
        <Card title={t('import.refusedTitle')} asOf={null} note={t('import.masked')}>
          <Wide label={t('import.refusedList')} width={900}>
            <Table
              size="small" rowKey={(one) => `${one.row}|${one.column}|${one.reason}`} dataSource={items}
              pagination={total > size ? { current: page, pageSize: size, total, showSizeChanger: false, onChange: setPage } : false}
              columns={[
                { title: t('import.row'), width: 90, align: 'right', render: (_, one) => full(one.row, lang) },
                { title: t('import.column'), dataIndex: 'column', width: 140 },
                { title: t('import.reason'), width: 300, render: (_, one) => t(`refusal.${one.reason}.why`, one.sentence) },
                { title: t('import.cells'), render: (_, one) => <span className="small">{one.cells.join(' | ')}</span> },
              ]}
            />
          </Wide>
        </Card>
      )}
    </Loaded>
  )
}

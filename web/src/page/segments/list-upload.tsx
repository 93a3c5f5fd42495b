import { InboxOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button, Input, Modal, Progress, Upload } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { full } from '../../part/format'
import { useScope } from '../../part/scope'
import { Failure } from '../../part/state'
import { upload } from '../../part/upload'

/** ListUpload makes a segment of a file with phones, addresses or order numbers. */
export function ListUpload({ close }: { close: () => void }) {
  const { t } = useTranslation()
  const { shop } = useScope()
  const cache = useQueryClient()
  const [name, setName] = useState('')
  const [file, setFile] = useState<File>()
  const [share, setShare] = useState(0)
  const send = useMutation({
    mutationFn: (input: File) => upload<Schema['ImportedList']>({ path: `/api/segments/list?${new URLSearchParams({ name, shop: String(shop) })}`, file: input, onProgress: setShare }),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['segments'] }),
  })
  return (
    <Modal open title={t('segment.upload')} onCancel={close} footer={null} destroyOnHidden>
      {send.data ? <Result list={send.data} /> : (
        <div className="stack">
          <Input aria-label={t('part.segmentName')} placeholder={t('part.segmentName')} value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
          <Upload.Dragger accept=".csv,.txt,.xlsx" maxCount={1} showUploadList={false} beforeUpload={(one) => { setFile(one); return false }}>
            <p><InboxOutlined style={{ fontSize: 28 }} aria-hidden /></p>
            <p>{file ? file.name : t('segment.dropList')}</p>
            <p className="quiet small">{t('segment.listHint')}</p>
          </Upload.Dragger>
          {send.isPending && <Progress percent={Math.round(share * 100)} aria-label={t('segment.upload')} />}
          {send.error && <Failure error={send.error} />}
          <Button type="primary" disabled={!file || !name.trim()} loading={send.isPending} onClick={() => file && send.mutate(file)}>{t('segment.upload')}</Button>
        </div>
      )}
    </Modal>
  )
}

function Result({ list }: { list: Schema['ImportedList'] }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  return (
    <Alert
      type={list.unmatched > 0 ? 'warning' : 'success'} showIcon
      title={t('segment.matched', { matched: full(list.matched, lang), unmatched: full(list.unmatched, lang) })}
      description={<Link to={`/segments/${list.segment.id}`}>{t('part.open')}</Link>}
    />
  )
}

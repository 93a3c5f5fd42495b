// Data › Import: drag a file in, check what was guessed, run it, read the report.
import { InboxOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Progress, Upload } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { Card } from '../../part/card'
import { useMay } from '../../part/may'
import { useAddress } from '../../part/scope'
import { Empty, Failure, Loaded } from '../../part/state'
import { upload } from '../../part/upload'
import { Batches } from './batches'
import { Check } from './check'
import { dropDraft, keptDraft } from './draft'
import { Running } from './running'

type Inspection = Schema['Inspection']

export default function Import() {
  const { t } = useTranslation()
  const may = useMay('data.write')
  const [search, write] = useAddress()
  const cache = useQueryClient()
  const job = typeof search.job === 'string' ? search.job : undefined
  const waiting = typeof search.upload === 'string' ? search.upload : undefined
  const found = useQuery({
    queryKey: inspected(waiting),
    enabled: may && !job && waiting !== undefined,
    staleTime: Infinity, gcTime: 3_600_000, retry: false,
    queryFn: ({ signal }) => keptDraft(waiting ?? '')?.found ?? take(api.POST('/api/imports/{upload}/inspect', { params: { path: { upload: waiting ?? '' } }, body: {}, signal })),
  })
  const back = () => {
    if (waiting) dropDraft(waiting)
    write({ upload: undefined, job: undefined })
  }
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('import.title')}</h1>
        <p>{t('import.question')}</p>
      </div>
      {!may && <Card title={t('import.forbiddenTitle')} asOf={null}><Empty text={t('import.forbidden')} /></Card>}
      {may && job && <Running job={job} mend={waiting ? () => write({ job: undefined }) : undefined} again={back} />}
      {may && !job && found.error && <Failure error={found.error} />}
      {may && !job && (!waiting || found.error) && (
        <Drop
          onFound={(one) => {
            cache.setQueryData(inspected(one.upload), one)
            write({ upload: one.upload })
          }}
        />
      )}
      {may && !job && waiting && !found.error && (
        <Loaded query={found}>
          {(one) => <Check key={waiting} found={one} back={back} started={(id) => write({ job: id })} />}
        </Loaded>
      )}
      <Batches />
    </div>
  )
}

const inspected = (name?: string) => ['inspection', name]

function Drop({ onFound }: { onFound: (found: Inspection) => void }) {
  const { t } = useTranslation()
  const [share, setShare] = useState(0)
  const stop = useRef<AbortController>(null)
  const send = useMutation({
    mutationFn: (file: File) => {
      stop.current = new AbortController()
      setShare(0)
      return upload<Inspection>({ path: '/api/imports/inspect', file, onProgress: setShare, signal: stop.current.signal })
    },
    onSuccess: onFound,
  })
  const broken = send.error && !(send.error instanceof DOMException)
  return (
    <Card title={t('import.dropTitle')} asOf={null}>
      <Upload.Dragger accept=".csv,.tsv,.txt,.xlsx,.xls,.zip,.json,.jsonl,.gz" showUploadList={false} disabled={send.isPending} beforeUpload={(file) => { send.mutate(file); return false }}>
        <p><InboxOutlined style={{ fontSize: 40, color: '#C2410C' }} aria-hidden /></p>
        <p style={{ fontSize: 16 }}>{t('import.drop')}</p>
        <p className="quiet">{t('import.dropHint')}</p>
      </Upload.Dragger>
      {send.isPending && (
        <div className="row" role="status" style={{ marginTop: 8 }}>
          <Progress percent={Math.round(share * 100)} style={{ flex: 1 }} aria-label={t('import.uploading')} />
          <span className="quiet">{share < 1 ? t('import.uploading') : t('import.reading')}</span>
          <Button size="small" onClick={() => stop.current?.abort()}>{t('part.cancel')}</Button>
        </div>
      )}
      {broken && <div style={{ marginTop: 8 }}><Failure error={send.error} /></div>}
    </Card>
  )
}

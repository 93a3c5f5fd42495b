import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import type { Campaign } from '../../part/campaigns'
import { Card } from '../../part/card'
import { full } from '../../part/format'
import { useMay } from '../../part/may'
import { useScope } from '../../part/scope'
import { Failure } from '../../part/state'
import { Term } from '../../part/term'

/** SampleRatio checks that the groups have the sizes they were drawn with; if not, it hides the results until somebody says she has seen it. */
export function SampleRatio({ campaign, report }: { campaign: Campaign; report: Schema['Report'] }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const { srm } = report
  return (
    <Card title={t(srm.ok ? 'result.srmOk' : 'result.srmBad')} asOf={report.as_of} note={<Term word="sample_ratio" />}>
      <div className="stack">
        {!srm.ok && <Alarm campaign={campaign} report={report} />}
        <Table
          size="small" rowKey="no" pagination={false} dataSource={srm.counts} style={{ maxWidth: 640 }}
          columns={[
            { title: t('result.arm'), render: (_, one) => (one.no === 0 ? t('campaign.control') : t('campaign.armNamed', { name: one.name })) },
            { title: t('result.observed'), align: 'right', render: (_, one) => full(one.observed, lang) },
            { title: t('result.expected'), align: 'right', render: (_, one) => full(Math.round(one.expected), lang) },
          ]}
        />
        <span className="quiet small">p = {srm.p < 0.001 ? srm.p.toExponential(1) : srm.p.toFixed(3)}</span>
      </div>
    </Card>
  )
}

function Alarm({ campaign, report }: { campaign: Campaign; report: Schema['Report'] }) {
  const { t } = useTranslation()
  const cache = useQueryClient()
  const may = useMay('campaign.write')
  const accept = useMutation({
    mutationFn: () => take(api.POST('/api/campaigns/{id}/acknowledge', { params: { path: { id: campaign.id } } })),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['campaigns', campaign.id, 'report'] }),
  })
  const button = may && !report.acknowledged && <Button loading={accept.isPending} onClick={() => accept.mutate()}>{t('result.acknowledge')}</Button>
  return (
    <>
      <Alert type="error" showIcon title={t(report.acknowledged ? 'result.srmSeen' : 'result.srmHidden')} action={button} />
      {accept.error && <Failure error={accept.error} />}
    </>
  )
}

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Alert, Segmented, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { Card } from '../../part/card'
import { MailFrame } from '../../part/mail-frame'
import { useScope } from '../../part/scope'
import { Loaded } from '../../part/state'
import type { Draft } from './draft'

/** Preview shows an arm's mail as a customer of the audience would see it. */
export function Preview({ draft, arm }: { draft: Draft; arm: Schema['Arm'] }) {
  const { t } = useTranslation()
  const [customer, setCustomer] = useState<number>()
  const [view, setView] = useState<'html' | 'text'>('html')
  const mail = useQuery({
    queryKey: ['mail-preview', draft.id, arm.no, customer, draft.revision],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => take(api.POST('/api/campaigns/{id}/preview', { params: { path: { id: draft.id } }, body: { arm: arm.no, customer_id: customer }, signal })),
  })
  return (
    <Loaded query={mail} height={400}>
      {(data) => (
        <Card
          title={t('campaign.previewTitle', { subject: data.subject })} asOf={null} note={t('import.masked')}
          extra={<Segmented size="small" value={view} onChange={setView} options={[{ value: 'html', label: t('campaign.asMail') }, { value: 'text', label: t('campaign.asText') }]} />}
        >
          <div className="stack">
            <CustomerChoice segment={draft.body.segment_id} value={customer ?? data.customer?.id} onChange={setCustomer} />
            {data.sample && <Alert type="info" showIcon title={t('campaign.madeUp')} />}
            {data.missing.length > 0 && <Alert type="warning" showIcon title={t('campaign.missing', { variables: data.missing.map((name) => t(`variable.${name.replaceAll('.', '_')}`, name)).join(t('import.comma')) })} />}
            {view === 'html' ? <MailFrame title={data.subject} html={data.html} /> : <pre className="mail" style={{ padding: 16, whiteSpace: 'pre-wrap', minHeight: 420, margin: 0 }}>{data.text}</pre>}
          </div>
        </Card>
      )}
    </Loaded>
  )
}

interface CustomerChoiceProps {
  segment: number
  value: number | undefined
  onChange: (id: number) => void
}

function CustomerChoice({ segment, value, onChange }: CustomerChoiceProps) {
  const { t } = useTranslation()
  const { shop, asOf } = useScope()
  const some = useQuery({
    queryKey: ['customers', 'of-segment', segment, shop, asOf],
    queryFn: async ({ signal }) => (await take(api.GET('/api/customers', { params: { query: { segment: segment || undefined, shop, as_of: asOf || undefined, limit: 30 } }, signal }))).items,
  })
  const options = (some.data ?? []).map((one) => ({ value: one.id, label: `#${one.id} ${one.name} · ${t(`stage.${one.stage}`)}` }))
  return <Select aria-label={t('campaign.asCustomer')} placeholder={t('campaign.asCustomer')} showSearch={{ optionFilterProp: 'label' }} options={options} value={value} onChange={onChange} />
}

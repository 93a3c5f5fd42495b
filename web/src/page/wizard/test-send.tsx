import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { Card } from '../../part/card'
import { outcomeOf } from '../../part/outcome'
import { Failure } from '../../part/state'
import type { Draft } from './draft'

/** TestSend sends an arm's mail to one address. */
export function TestSend({ draft, arm }: { draft: Draft; arm: Schema['Arm'] }) {
  const { t } = useTranslation()
  const [to, setTo] = useState('')
  const send = useMutation({
    mutationFn: async () => {
      await draft.flush()
      return take(api.POST('/api/campaigns/{id}/test', { params: { path: { id: draft.id } }, body: { arm: arm.no, to } }))
    },
  })
  return (
    <Card title={t('campaign.testTitle')} asOf={null}>
      <form className="stack" onSubmit={(event) => { event.preventDefault(); send.mutate() }}>
        <div className="row" style={{ flexWrap: 'nowrap' }}>
          <Input type="email" required aria-label={t('campaign.testTo')} placeholder={t('campaign.testTo')} value={to} onChange={(event) => setTo(event.target.value)} />
          <Button htmlType="submit" loading={send.isPending} disabled={!to || draft.body.sender_id === 0}>{t('campaign.testSend')}</Button>
        </div>
        {draft.body.sender_id === 0 && <span className="quiet small">{t('campaign.testNeedsSender')}</span>}
        {send.error && <Failure error={send.error} />}
        {send.data && <Alert type={send.data.ok ? 'success' : 'error'} showIcon title={outcomeOf(send.data)} description={send.data.ok && (send.data.customer_id > 0 ? t('campaign.testedWith', { id: send.data.customer_id }) : t('campaign.testedMadeUp'))} />}
      </form>
    </Card>
  )
}

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Popconfirm } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, take } from '../../api/client'
import type { Campaign } from '../../part/campaigns'
import { useMay } from '../../part/may'
import { sentenceOf } from '../../part/state'

/** Bounces says how many this campaign's bounces keep from mails, and lifts them. */
export function Bounces({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation()
  const cache = useQueryClient()
  const { message } = App.useApp()
  const may = useMay('customer.write')
  const count = campaign.counts.barred
  const lift = useMutation({
    mutationFn: () => take(api.DELETE('/api/campaigns/{id}/bounces', { params: { path: { id: campaign.id } } })),
    onSuccess: ({ lifted }) => {
      void cache.invalidateQueries({ queryKey: ['campaigns'] })
      void cache.invalidateQueries({ queryKey: ['customer'] })
      void message.success(t('campaign.liftedBounces', { count: lifted }))
    },
    onError: (error) => void message.error(sentenceOf(error), 6),
  })
  const button = (
    <Popconfirm title={t('campaign.liftBounces')} description={<div style={{ maxWidth: 320 }}>{t('campaign.liftBouncesAsk', { count })}</div>} onConfirm={() => lift.mutate()}>
      <Button size="small" loading={lift.isPending}>{t('campaign.liftBounces')}</Button>
    </Popconfirm>
  )
  return <Alert type="info" showIcon title={t('campaign.barred', { count })} action={may && button} />
}

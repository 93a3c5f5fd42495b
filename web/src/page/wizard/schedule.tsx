import { Link } from '@tanstack/react-router'
import { DatePicker, InputNumber, Radio, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { Card } from '../../part/card'
import { useZone } from '../../part/instant'
import { fromClock, onClock } from '../../part/zone'
import type { Draft } from './draft'
import { Labelled } from './labelled'

/** Schedule says who sends, when, and how fast. */
export function Schedule({ draft, senders }: { draft: Draft; senders: Schema['Sender'][] }) {
  const { t } = useTranslation()
  const { body, change } = draft
  const later = body.scheduled_at !== undefined
  const zone = useZone(body.shop)
  const [now] = useState(() => onClock(new Date(), zone))
  const tomorrow = () => fromClock(now.add(1, 'day').hour(10).minute(35).second(0).millisecond(0), zone)
  return (
    <Card title={t('campaign.scheduleTitle')} asOf={null} note={t('campaign.quietHours')}>
      <div className="grid">
        <Labelled className="span-6" label={t('campaign.sender')} hint={<Link to="/settings" search={{ tab: 'senders' } as never}>{t('campaign.noSender')}</Link>}>
          <Select aria-label={t('campaign.sender')} placeholder={t('campaign.chooseSender')} value={body.sender_id || undefined} onChange={(sender_id: number) => change({ sender_id })} options={senders.map(({ id, name, from_address }) => ({ value: id, label: `${name} · ${from_address}` }))} />
        </Labelled>
        <Labelled className="span-6" label={t('campaign.rate')} hint={t('campaign.rateHint')}>
          <InputNumber aria-label={t('campaign.rate')} min={0} max={10000} precision={0} value={body.rate_per_second} onChange={(value) => change({ rate_per_second: value ?? 0 })} style={{ width: 160 }} />
        </Labelled>
        <Labelled className="span-12" label={t('campaign.when')}>
          <Radio.Group aria-label={t('campaign.when')} vertical value={later} onChange={(event) => change({ scheduled_at: event.target.value ? tomorrow() : undefined })}
            options={[{ value: false, label: t('campaign.now') }, { value: true, label: t('campaign.later') }]} />
          {later && <DatePicker aria-label={t('campaign.later')} showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" style={{ width: 220 }} allowClear={false} minDate={now} value={onClock(body.scheduled_at ?? '', zone)} onChange={(at) => at && change({ scheduled_at: fromClock(at, zone) })} />}
          {later && zone && <span className="quiet small">{t('part.zone', { zone })}</span>}
        </Labelled>
      </div>
    </Card>
  )
}

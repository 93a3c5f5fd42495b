import { Input, InputNumber, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { Card } from '../../part/card'
import { sign } from '../../part/format'
import { useMe } from '../../part/me'
import { useScope } from '../../part/scope'
import type { Body } from './draft'
import { Labelled } from './labelled'

const goals = ['conversion', 'repeat', 'retention'] as const
const purposes = ['marketing', 'care'] as const

interface GoalProps {
  body: Body
  change: (part: Partial<Body>) => void
}

/** Goal names the campaign and says what it is for. */
export function Goal({ body, change }: GoalProps) {
  const { t } = useTranslation()
  const { data: me } = useMe()
  const shops = me?.shops ?? []
  return (
    <Card title={t('campaign.goalTitle')} asOf={null}>
      <div className="grid">
        <Labelled className="span-6" label={t('campaign.name')}>
          <Input aria-label={t('campaign.name')} autoFocus maxLength={100} value={body.name} onChange={(event) => change({ name: event.target.value })} placeholder={t('campaign.nameHint')} />
        </Labelled>
        <Labelled className="span-6" label={t('frame.shop')}>
          <Select aria-label={t('frame.shop')} value={body.shop || undefined} onChange={(shop: number) => change({ shop, margin: shops.find(({ id }) => id === shop)?.margin ?? body.margin })} options={shops.map(({ id, name }) => ({ value: id, label: name }))} />
        </Labelled>
        <Labelled className="span-6" label={t('campaign.goal')}>
          <Radio.Group aria-label={t('campaign.goal')} value={body.goal} onChange={(event) => change({ goal: event.target.value as Body['goal'] })} vertical
            options={goals.map((goal) => ({ value: goal, label: t('campaign.goalLong', { name: t(`campaign.goalOf.${goal}`), text: t(`campaign.goalText.${goal}`) }) }))} />
        </Labelled>
        <Labelled className="span-6" label={t('campaign.purpose')}>
          <Radio.Group aria-label={t('campaign.purpose')} value={body.purpose} onChange={(event) => change({ purpose: event.target.value as Body['purpose'] })} vertical
            options={purposes.map((purpose) => ({ value: purpose, label: t(`campaign.purposeLong.${purpose}`) }))} />
        </Labelled>
        <Measure body={body} change={change} />
      </div>
    </Card>
  )
}

function Measure({ body, change }: GoalProps) {
  const { t } = useTranslation()
  const { currency, lang } = useScope()
  const windows = (texts: string[]) => {
    const days = [...new Set(texts.map(Number).filter((day) => Number.isInteger(day) && day >= 1 && day <= 365))].toSorted((a, b) => a - b).slice(0, 6)
    if (days.length > 0) change({ windows: days, primary_window: days.includes(body.primary_window) ? body.primary_window : days[days.length - 1] })
  }
  return (
    <>
      <Labelled className="span-3" label={t('campaign.windows')} hint={t('campaign.windowsHint')}>
        <Select aria-label={t('campaign.windows')} mode="tags" value={body.windows.map(String)} onChange={windows} tokenSeparators={[',', '，', ' ']} options={['2', '7', '10', '15', '30'].map((value) => ({ value, label: value }))} />
      </Labelled>
      <Labelled className="span-3" label={t('campaign.primaryWindow')} hint={t('campaign.primaryWindowHint')}>
        <Select aria-label={t('campaign.primaryWindow')} value={body.primary_window} onChange={(primary_window: number) => change({ primary_window })} options={body.windows.map((days) => ({ value: days, label: t('campaign.days', { count: days }) }))} />
      </Labelled>
      <Labelled className="span-3" label={t('campaign.margin')} hint={t('campaign.marginHint')}>
        <InputNumber aria-label={t('campaign.margin')} min={0} max={100} precision={1} suffix="%" value={Math.round(body.margin * 1000) / 10} onChange={(value) => change({ margin: (value ?? 0) / 100 })} style={{ width: '100%' }} />
      </Labelled>
      <Labelled className="span-3" label={t('campaign.coupon')} hint={t('campaign.couponHint')}>
        <InputNumber aria-label={t('campaign.coupon')} min={0} precision={2} prefix={sign(currency, lang)} value={body.coupon} onChange={(value) => change({ coupon: value ?? 0 })} style={{ width: '100%' }} />
      </Labelled>
      <Labelled className="span-3" label={t('campaign.couponCode')} hint={t('campaign.couponCodeHint')}>
        <Input aria-label={t('campaign.couponCode')} maxLength={100} value={body.coupon_code ?? ''} onChange={(event) => change({ coupon_code: event.target.value })} />
      </Labelled>
    </>
  )
}

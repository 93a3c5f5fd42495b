import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Checkbox, DatePicker, InputNumber, Select } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { api, take } from '../../api/client'
import { usePlan } from '../../part/campaigns'
import { Card } from '../../part/card'
import { full } from '../../part/format'
import { AudienceFunnel } from '../../part/funnel'
import { isEverybody } from '../../part/rule'
import { useScope } from '../../part/scope'
import { Empty, Loaded } from '../../part/state'
import type { Draft } from './draft'
import { Labelled } from './labelled'

/** Audience chooses whom the campaign means and who is left out. */
export function Audience({ draft }: { draft: Draft }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const { body, change } = draft
  const segments = useQuery({ queryKey: ['segments'], queryFn: async ({ signal }) => (await take(api.GET('/api/segments', { signal }))).items })
  const options = (segments.data ?? []).map(({ id, name, size }) => ({ value: id, label: size === undefined ? name : t('campaign.segmentSize', { name, size: full(size, lang) }) }))
  const chosen = segments.data?.find(({ id }) => id === body.segment_id)
  return (
    <div className="grid">
      <Card className="span-7" title={t('campaign.whom')} asOf={null}>
        <div className="stack" style={{ gap: 16 }}>
          <Labelled label={t('campaign.segment')} hint={<Link to="/segments/new">{t('campaign.noSegment')}</Link>}>
            <Select aria-label={t('campaign.segment')} showSearch={{ optionFilterProp: 'label' }} loading={segments.isPending} placeholder={t('campaign.chooseSegment')} value={body.segment_id || undefined} onChange={(segment_id: number) => change({ segment_id })} options={options} />
          </Labelled>
          {(body.everybody_ok || (chosen?.kind === 'rule' && isEverybody(chosen.rule))) && (
            <Checkbox checked={body.everybody_ok} onChange={(event) => change({ everybody_ok: event.target.checked })}>{t('campaign.everybodyOk')}</Checkbox>
          )}
          <Labelled label={t('campaign.audienceDay')} hint={t('campaign.audienceDayHint')}>
            <DatePicker aria-label={t('campaign.audienceDay')} style={{ width: 200 }} value={body.as_of ? dayjs(body.as_of) : null} placeholder={t('campaign.lastDay')} onChange={(day) => change({ as_of: day?.format('YYYY-MM-DD') })} />
          </Labelled>
          <Exclusions draft={draft} segments={options} />
        </div>
      </Card>
      <div className="span-5 fill"><Preview draft={draft} /></div>
    </div>
  )
}

function Exclusions({ draft, segments }: { draft: Draft; segments: { value: number; label: string }[] }) {
  const { t } = useTranslation()
  const { exclusions } = draft.body
  const set = (part: Partial<typeof exclusions>) => draft.change({ exclusions: { ...exclusions, ...part } })
  const campaigns = useQuery({ queryKey: ['campaigns', 'names'], queryFn: async ({ signal }) => (await take(api.GET('/api/campaigns', { params: { query: { limit: 200 } }, signal }))).items })
  const others = (campaigns.data ?? []).filter(({ id }) => id !== draft.id).map(({ id, name }) => ({ value: id, label: name }))
  return (
    <Labelled label={t('campaign.leaveOut')}>
      <div className="stack" style={{ gap: 12 }}>
        <Select aria-label={t('campaign.exceptSegments')} mode="multiple" placeholder={t('campaign.exceptSegments')} showSearch={{ optionFilterProp: 'label' }} value={exclusions.segments} onChange={(list: number[]) => set({ segments: list })} options={segments} />
        <Select aria-label={t('campaign.exceptCampaigns')} mode="multiple" placeholder={t('campaign.exceptCampaigns')} showSearch={{ optionFilterProp: 'label' }} value={exclusions.campaigns} onChange={(list: number[]) => set({ campaigns: list })} options={others} />
        <div className="row">
          <InputNumber aria-label={t('campaign.contactedHours')} min={0} max={8760} precision={0} value={exclusions.contacted_hours} onChange={(value) => set({ contacted_hours: value ?? 0 })} />
          <span>{t('campaign.contactedHours')}</span>
        </div>
        <div className="row">
          <InputNumber aria-label={t('campaign.boughtDays')} min={0} max={3650} precision={0} value={exclusions.bought_days} onChange={(value) => set({ bought_days: value ?? 0 })} />
          <span>{t('campaign.boughtDays')}</span>
        </div>
        <Checkbox checked={exclusions.recent_buyers_guard} onChange={(event) => set({ recent_buyers_guard: event.target.checked })}>{t('campaign.guard')}</Checkbox>
        <span className="quiet small">{t('campaign.zeroIsOff')}</span>
      </div>
    </Labelled>
  )
}

function Preview({ draft }: { draft: Draft }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const chosen = draft.body.segment_id > 0
  const plan = usePlan(draft.id, chosen, draft.revision)
  if (!chosen) return <Card title={t('campaign.funnelWaits')} asOf={null}><Empty text={t('campaign.funnelHint')} /></Card>
  return (
    <Loaded query={plan} height={240}>
      {(data) => (
        <Card title={t('campaign.funnelTitle', { audience: full(data.audience, lang), eligible: full(data.eligible, lang) })} asOf={data.as_of}>
          <AudienceFunnel audience={data.audience} held={data.held} eligible={data.eligible} arms={data.arms} />
        </Card>
      )}
    </Loaded>
  )
}

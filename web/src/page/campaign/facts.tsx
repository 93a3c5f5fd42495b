import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Descriptions } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, take } from '../../api/client'
import type { Campaign } from '../../part/campaigns'
import { Card } from '../../part/card'
import { full, money, percent } from '../../part/format'
import { Instant } from '../../part/instant'
import { useScope } from '../../part/scope'

/** Facts say how the campaign was set up and who did what when. */
export function Facts({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const at = (time: string) => <Instant at={time} shop={campaign.shop} />
  const byAt = (who: string, time: string) => <span>{who}{t('campaign.byAt')}{at(time)}</span>
  const items = [
    { key: 'segment', label: t('campaign.segment'), children: campaign.segment_id > 0 && <SegmentName campaign={campaign} /> },
    { key: 'share', label: t('campaign.controlShare'), children: percent(campaign.control_share, 0) },
    { key: 'windows', label: t('campaign.windows'), children: t('campaign.windowList', { list: campaign.windows.join(' / '), primary: campaign.primary_window }) },
    { key: 'arms', label: t('campaign.contents'), children: <ArmNames campaign={campaign} /> },
    { key: 'money', label: t('campaign.moneyFacts'), children: t(campaign.coupon_code ? 'campaign.marginCouponCode' : 'campaign.marginCoupon', { margin: percent(campaign.margin, 0), coupon: money(campaign.coupon, campaign.currency, lang), code: campaign.coupon_code }) },
    { key: 'rate', label: t('campaign.rate'), children: campaign.rate_per_second > 0 ? full(campaign.rate_per_second, lang) : t('campaign.noLimit') },
    { key: 'scheduled', label: t('campaign.when'), children: campaign.scheduled_at ? at(campaign.scheduled_at) : t('campaign.now') },
    { key: 'created', label: t('campaign.created'), children: byAt(campaign.created_by, campaign.created_at) },
    ...(campaign.approved_at ? [{ key: 'approved', label: t('campaign.approved'), children: byAt(campaign.approved_by ?? '', campaign.approved_at) }] : []),
    ...(campaign.started_at ? [{ key: 'started', label: t('campaign.startedAt'), children: at(campaign.started_at) }] : []),
    ...(campaign.finished_at ? [{ key: 'finished', label: t('campaign.finishedAt'), children: at(campaign.finished_at) }] : []),
  ]
  return <Card title={t('campaign.factsTitle')} asOf={null}><Descriptions size="small" column={1} items={items} styles={{ label: { width: 132 } }} /></Card>
}

/** SegmentName is whom the campaign means; the version is known once people are drawn. */
function SegmentName({ campaign: { segment_id: id, segment_version: version } }: { campaign: Campaign }) {
  const { t } = useTranslation()
  const segment = useQuery({
    queryKey: ['segments', id],
    queryFn: ({ signal }) => take(api.GET('/api/segments/{id}', { params: { path: { id } }, signal })),
  })
  const name = segment.data?.name ?? `#${id}`
  return <Link to={`/segments/${id}`}>{version > 0 ? t('campaign.segmentVersion', { name, version }) : name}</Link>
}

function ArmNames({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation()
  return <span>{campaign.arms.map(({ no, name, subject }) => <span key={no} style={{ display: 'block' }}>{t('campaign.armSubject', { name, subject })}</span>)}</span>
}

// The campaigns that ran before, in another tool: whom they reached and who redeemed.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, take } from '../../api/client'
import { Card } from '../../part/card'
import { day, full, money, percent } from '../../part/format'
import type { Rule } from '../../part/rule'
import { scopeQuery, useScope } from '../../part/scope'
import { Empty, Loaded } from '../../part/state'
import { type PastCampaign, reached, redeemed, strongest, titled } from './past'

/** Past lists the campaigns that ran before Huike. */
export function Past() {
  const { t } = useTranslation()
  const query = scopeQuery(useScope())
  const past = useQuery({
    queryKey: ['past-campaigns', query],
    queryFn: ({ signal }) => take(api.GET('/api/past-campaigns', { params: { query }, signal })),
  })
  return (
    <Loaded query={past} height={240}>
      {({ campaigns, as_of }) => campaigns.length === 0
        ? <Card title={t('past.noneTitle')} asOf={null}><Empty text={t('past.none')} action={<Link to="/imports">{t('past.bring')}</Link>} /></Card>
        : <List items={campaigns} asOf={as_of ?? null} />}
    </Loaded>
  )
}

function List({ items, asOf }: { items: PastCampaign[]; asOf: string | null }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const best = strongest(items)
  const title = best
    ? t('past.best', { name: titled(best), rate: percent(best.redemption_rate ?? 0), contacted: full(best.contacted, lang) })
    : t('past.title', { count: items.length })
  const held = items.some((one) => one.control > 0)
  const number = { align: 'right', width: 100 } as const
  const amount = (value: number | undefined) => (value === undefined ? '—' : full(value, lang))
  return (
    <Card title={title} asOf={asOf} note={t('past.noProof')}>
      <Table<PastCampaign>
        size="small" rowKey={(one) => `${one.shop}/${one.campaign}`} dataSource={items} scroll={{ x: 1000 }} pagination={items.length > 20 ? { pageSize: 20 } : false}
        columns={[
          { title: t('past.campaign'), width: 180, render: (_, one) => titled(one) },
          { title: t('past.days'), width: 190, render: (_, one) => (one.start ? `${day(one.start, lang)} – ${one.end ? day(one.end, lang) : ''}` : t('past.unlisted')) },
          { title: t('past.contacted'), ...number, render: (_, one) => <People count={one.contacted} of={one} rule={reached(one.campaign)} open={one.customers > 0} /> },
          { title: t('past.redeemers'), ...number, render: (_, one) => <People count={one.redeemers} of={one} rule={redeemed(one.campaign)} open={one.redeemers > 0 && (one.customers > 0 || one.contacted === 0)} /> },
          { title: t('past.rate'), ...number, render: (_, one) => (one.redemption_rate === undefined ? '—' : percent(one.redemption_rate)) },
          { title: t('past.redemptions'), ...number, render: (_, one) => full(one.redemptions, lang) },
          { title: t('past.buyers'), ...number, render: (_, one) => amount(one.buyers) },
          { title: t('past.orders'), ...number, render: (_, one) => amount(one.orders) },
          { title: t('past.revenue'), ...number, width: 120, render: (_, one) => (one.revenue === undefined ? '—' : money(one.revenue, one.currency, lang)) },
          ...(held ? [{ title: t('past.control'), ...number, width: 140, render: (_: unknown, one: PastCampaign) => (one.control > 0 ? t('past.controlBuyers', { control: full(one.control, lang), buyers: amount(one.control_buyers) }) : '—') }] : []),
        ]}
      />
    </Card>
  )
}

/** People is a number that opens the customers behind it, from where they become a segment. */
function People({ count, of, rule, open }: { count: number; of: PastCampaign; rule: Rule; open: boolean }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  if (!open) return <span title={count > 0 ? t('past.strangers') : undefined}>{full(count, lang)}</span>
  return <Link to="/customers" search={{ shop: of.shop, rule } as never} title={t('past.see', { name: titled(of) })}>{full(count, lang)}</Link>
}

import { Link } from '@tanstack/react-router'
import { Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { Card } from '../../part/card'
import { Figure } from '../../part/chart'
import { full, money, percent } from '../../part/format'
import { useScope } from '../../part/scope'
import { Empty } from '../../part/state'
import { cameFrom, useName } from './name'

type Source = Schema['Source']

/** SourceTable is one row a source: how many, at what cost, how good. */
export function SourceTable({ sources }: { sources: Schema['Sources'] }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const nameOf = useName()
  const rows = sources.sources.filter((one) => one.customers > 0 || one.visitors > 0)
  const priced = rows.filter((one) => one.cost_per_new !== undefined && one.cost_per_new !== null).toSorted((a, b) => (b.cost_per_new ?? 0) - (a.cost_per_new ?? 0))
  const dear = priced[0]
  const first = rows[0]
  const title = dear
    ? t('sources.dearest', { name: nameOf(dear.name), cost: money(dear.cost_per_new ?? 0, sources.currency, lang) })
    : first?.name && sources.all.customers > 0 ? t('sources.most', { name: nameOf(first.name), share: percent(first.customers / sources.all.customers) }) : t('sources.unnamed')
  const head = [t('sources.source'), t('sources.group'), t('overview.newCustomers'), t('sources.visitors'), t('sources.cost'), t('sources.each'), t('sources.firstOrder'), t('sources.back', { days: sources.days }), t('sources.net90'), t('sources.discounted'), t('sources.refunded')]
  const sheet = {
    head,
    rows: rows.map((one) => [nameOf(one.name), t(`sources.groups.${one.group || 'other'}`), one.customers, one.visitors, one.cost, one.cost_per_new ?? null, one.first_order ?? null, one.second.rate ?? null, one.net90 ?? null, one.discounted ?? null, one.refunded ?? null]),
  }
  return (
    <Card className="span-12" title={title} note={sources.has_visits ? t('sources.note') : t('sources.noVisits')}>
      {sources.all.customers === 0 ? <Empty text={t('lifecycle.noClock')} /> : (
        <Figure name="sources" sheet={sheet} height={400}>
          <div className="chart-table" style={{ maxHeight: 480 }} tabIndex={0}>
            <table>
              <thead><tr>{head.map((word) => <th key={word} scope="col">{word}</th>)}</tr></thead>
              <tbody>{rows.map((one) => <Row key={one.name} one={one} currency={sources.currency} />)}</tbody>
            </table>
          </div>
        </Figure>
      )}
    </Card>
  )
}

function Row({ one, currency }: { one: Source; currency: string }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const nameOf = useName()
  const amount = (value: number | null | undefined) => (value === undefined || value === null ? '—' : money(value, currency, lang))
  const share = (value: number | null | undefined) => (value === undefined || value === null ? '—' : percent(value))
  const { rate, low, high } = one.second
  const interval = rate !== undefined && rate !== null ? `${percent(low ?? 0)}–${percent(high ?? 0)}` : t('sources.nobodyYet')
  return (
    <tr>
      <td>
        {one.name && one.customers > 0 ? <Link to="/customers" search={{ rule: cameFrom(one.name) } as never}>{one.name}</Link> : nameOf(one.name)}
        <span className="row" style={{ gap: 4 }}>{one.traits.map((trait) => <Tag key={trait} color="orange">{t(`sources.trait.${trait}.name`)}</Tag>)}</span>
      </td>
      <td>{t(`sources.groups.${one.group || 'other'}`)}</td>
      <td className="num">{full(one.customers, lang)}</td>
      <td className="num">{one.visitors > 0 ? full(one.visitors, lang) : '—'}</td>
      <td className="num">{one.cost > 0 ? amount(one.cost) : '—'}</td>
      <td className="num">{amount(one.cost_per_new)}</td>
      <td className="num">{amount(one.first_order)}</td>
      <td className="num" title={interval}>{share(rate)}</td>
      <td className="num">{amount(one.net90)}</td>
      <td className="num">{share(one.discounted)}</td>
      <td className="num">{share(one.refunded)}</td>
    </tr>
  )
}

import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { care } from '../../look/token'
import { Card } from '../../part/card'
import { Figure } from '../../part/chart'
import { percent } from '../../part/format'
import { Count, Money } from '../../part/number'

/** SegmentsCard names the groups of cells and says what share of people and of money each is. */
export function SegmentsCard({ rfm }: { rfm: Schema['RFM'] }) {
  const { t } = useTranslation()
  const nameOf = (segment: string) => t(`rfm.name.${segment.toLowerCase().replaceAll(/[^\p{L}]+/gu, '_')}`, segment)
  const groups = rfm.segments.toSorted((a, b) => b.net - a.net)
  const net = groups.reduce((sum, one) => sum + one.net, 0)
  const first = groups[0]
  const title = first && net > 0
    ? t('rfm.first', { name: nameOf(first.segment), share: percent(first.net / net) })
    : t('rfm.groups')
  const sheet = {
    head: [t('rfm.group'), t('overview.customers'), t('overview.orderCount'), t('customer.net')],
    rows: groups.map((one) => [nameOf(one.segment), one.customers, one.orders, one.net]),
  }
  return (
    <Card className="span-5" title={title}>
      <Figure name="rfm-groups" sheet={sheet} height={520}>
        <ul className="stack" style={{ listStyle: 'none', padding: 0, margin: 0, gap: 12 }}>
          {groups.map((one) => (
            <li key={one.segment} className="stack" style={{ gap: 4 }}>
              <span className="row spread">
                <strong>{nameOf(one.segment)}</strong>
                <span><Count value={one.customers} /> <span className="quiet">· <Money value={one.net} currency={rfm.currency} />{net > 0 && ` · ${percent(one.net / net)}`}</span></span>
              </span>
              <span aria-hidden style={{ display: 'block', height: 8, borderRadius: 2, background: care, width: `${net > 0 ? Math.max(0.5, (one.net / net) * 100) : 0}%` }} />
            </li>
          ))}
        </ul>
      </Figure>
    </Card>
  )
}

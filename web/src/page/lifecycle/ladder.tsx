import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { care } from '../../look/token'
import { Card } from '../../part/card'
import { Figure } from '../../part/chart'
import { percent } from '../../part/format'
import { Count, Money } from '../../part/number'

/** LadderCard is the customers by what they are to the shop, from suspect to lapsed. */
export function LadderCard({ lifecycle }: { lifecycle: Schema['Lifecycle'] }) {
  const { t } = useTranslation()
  const { ladder, customers, currency } = lifecycle
  const fans = ladder.find((one) => one.ladder === 'fans')
  const net = ladder.reduce((sum, one) => sum + one.net, 0)
  const most = Math.max(1, ...ladder.map((one) => one.customers))
  const title = fans && customers > 0 && net > 0
    ? t('lifecycle.fans', { people: percent(fans.customers / customers), money: percent(fans.net / net) })
    : t('lifecycle.ladder')
  const sheet = {
    head: [t('customer.ladder'), t('overview.customers'), t('customer.net')],
    rows: ladder.map((one) => [t(`ladder.${one.ladder}`), one.customers, one.net]),
  }
  return (
    <Card className="span-4" title={title}>
      <Figure name="ladder" sheet={sheet} height={520}>
        <ul className="stack" style={{ listStyle: 'none', padding: 0, margin: 0, gap: 16 }}>
          {ladder.map((one) => (
            <li key={one.ladder}>
              {bought(one.ladder) ? (
                <Link to="/customers" search={{ ladder: one.ladder } as never} className="door stack" style={{ color: 'inherit', gap: 4 }}>
                  <Rung one={one} most={most} currency={currency} />
                </Link>
              ) : <div className="stack" style={{ gap: 4 }}><Rung one={one} most={most} currency={currency} /></div>}
            </li>
          ))}
        </ul>
      </Figure>
    </Card>
  )
}

/** Whoever bought nothing yet has no row in the list of customers. */
function bought(ladder: string) {
  return ladder !== 'suspect' && ladder !== 'prospect'
}

interface RungProps {
  one: Schema['LadderCount']
  most: number
  currency: string
}

function Rung({ one, most, currency }: RungProps) {
  const { t } = useTranslation()
  return (
    <>
      <span className="row spread">
        <strong>{t(`ladder.${one.ladder}`)}</strong>
        <span><Count value={one.customers} />{bought(one.ladder) && <span className="quiet"> · <Money value={one.net} currency={currency} /></span>}</span>
      </span>
      <span aria-hidden style={{ display: 'block', height: 8, borderRadius: 2, background: care, width: `${(one.customers / most) * 100}%` }} />
      <span className="quiet small">{t(`lifecycle.ladderText.${one.ladder}`)}</span>
    </>
  )
}

import { Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { care, coral, ladders, stages } from '../../look/token'
import { Card } from '../../part/card'
import { Figure } from '../../part/chart'
import { full, percent } from '../../part/format'
import { useScope } from '../../part/scope'
import { Empty } from '../../part/state'
import { Term } from '../../part/term'
import { useBandName } from '../products/band'
import { Door } from '../products/door'
import { Hints } from '../products/hints'
import { cell } from '../products/rule'

type Side = Schema['CoverageSide']
type Cell = Schema['CoverageCell']

const sides: Side['side'][] = ['stage', 'ladder', 'times', 'tier', 'province']

/** inOrder puts the kinds in the order of the trade; provinces stay by how many live there. */
function inOrder(side: string, cells: Cell[]): Cell[] {
  const order: readonly string[] = side === 'stage' ? stages : side === 'ladder' ? ladders : side === 'province' ? [] : ['0', '1', '2', '3', '4', '5']
  return order.length === 0 ? cells : cells.toSorted((a, b) => order.indexOf(a.word) - order.indexOf(b.word))
}

/** percentOr writes a share, or what stands for none. */
function percentOr<T>(share: number | null | undefined, none: T): string | T {
  return typeof share === 'number' ? percent(share) : none
}

/** CoverageCard is who buys a product, against all customers; each row opens its customers. */
export function CoverageCard({ sheet }: { sheet: Schema['ProductSheet'] }) {
  const { t } = useTranslation()
  const { coverage, good } = sheet
  const [chosen, choose] = useState<Side['side']>('stage')
  const band = useBandName(coverage.tiers, sheet.currency)
  const name = (side: string, word: string) => {
    if (side === 'tier') return band(Number(word))
    if (side === 'times') return t(`product.times.${word}`)
    if (side === 'province') return word || t('product.noPlace')
    return t(`${side}.${word}`)
  }
  const side = coverage.sides.find((one) => one.side === chosen)
  const cells = inOrder(chosen, side?.cells ?? []).slice(0, 20)
  const strongest = cells.filter((one) => one.tgi !== null && one.buyers >= 10).toSorted((a, b) => (b.tgi ?? 0) - (a.tgi ?? 0))[0]
  const title = strongest?.tgi
    ? t('product.coverageTitle', { share: percent(coverage.share.rate ?? 0), kind: name(chosen, strongest.word), tgi: strongest.tgi.toFixed(0) })
    : t('product.coveragePlain', { share: percentOr(coverage.share.rate, '—') })
  const rows = {
    head: [t(`product.side.${chosen}`), t('overview.customers'), t('product.buyers'), t('product.coverage'), 'TGI'],
    rows: cells.map((one) => [name(chosen, one.word), one.customers, one.buyers, percentOr(one.share.rate, null), one.tgi === null ? null : Math.round(one.tgi)]),
  }
  return (
    <Card className="span-12" title={title} note={<><Term word="tgi" /> · {t('product.coverageNote', { days: coverage.days })}</>}>
      <div className="stack">
        <Hints notes={coverage.notes} />
        <Segmented value={chosen} onChange={choose} options={sides.map((value) => ({ value, label: t(`product.side.${value}`) }))} />
        {cells.length === 0 ? <Empty text={t('product.coverageEmpty')} /> : (
          <Figure name={`coverage-${good.product}-${chosen}`} sheet={rows} height={320}>
            <div className="stack" style={{ gap: 4 }}>
              {cells.map((one) => <Row key={one.word} one={one} label={name(chosen, one.word)} rule={cell(chosen, one.word, good.product, coverage.days)} />)}
            </div>
          </Figure>
        )}
      </div>
    </Card>
  )
}

interface RowProps {
  one: Cell
  label: string
  rule: ReturnType<typeof cell>
}

function Row({ one, label, rule }: RowProps) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const width = Math.min(100, (one.tgi ?? 0) / 3)
  const people = t('product.coverageRow', { buyers: full(one.buyers, lang), customers: full(one.customers, lang), share: percentOr(one.share.rate, '—') })
  return (
    <div style={{ display: 'grid', gridTemplateColumns: '160px minmax(0, 1fr) 72px 280px', gap: 8, alignItems: 'center' }}>
      <span>{label}</span>
      <span aria-hidden style={{ position: 'relative', height: 12, background: '#F0EEE8' }}>
        <span style={{ position: 'absolute', inset: 0, width: `${width}%`, background: (one.tgi ?? 0) >= 100 ? care : coral }} />
        <span style={{ position: 'absolute', left: '33.3%', top: -2, bottom: -2, width: 1, background: '#1B2A41' }} />
      </span>
      <span className="num">{one.tgi === null ? '—' : one.tgi.toFixed(0)}</span>
      {rule && one.buyers > 0 ? <Door rule={rule}>{people}</Door> : <span className="quiet">{people}</span>}
    </div>
  )
}

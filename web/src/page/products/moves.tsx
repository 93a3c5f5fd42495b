import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { Card } from '../../part/card'
import { Figure } from '../../part/chart'
import { count, full } from '../../part/format'
import { SaveSegment } from '../../part/save-segment'
import { useScope } from '../../part/scope'
import { Empty } from '../../part/state'
import { useBandName } from './band'
import { Door } from './door'
import { climbed, moved } from './rule'

type Bands = Schema['ProductBands']
type Way = 'up' | 'down'

/** Moves is who went from which price band to which: every number opens its customers (S1-07). */
export function Moves({ bands }: { bands: Bands }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const name = useBandName(bands.bands.map(({ tier }) => tier), bands.currency)
  const went = (way: Way) => bands.moves
    .filter(({ from, to }) => from >= 0 && to >= 0 && (way === 'up' ? to > from : to < from))
    .reduce((sum, one) => sum + one.customers, 0)
  const ends = [...bands.bands.map((_, index) => index), -1]
  const before = (band: number) => (band < 0 ? t('product.moveNew') : name(band))
  const after = (band: number) => (band < 0 ? t('product.moveGone') : name(band))
  const at = new Map(bands.moves.map((one) => [`${one.from}>${one.to}`, one.customers]))
  const sheet = {
    head: [t('product.moveFrom'), ...ends.map(after)],
    rows: ends.map((from) => [before(from), ...ends.map((to) => (from < 0 && to < 0 ? null : at.get(`${from}>${to}`) ?? 0))]),
  }
  const title = t('product.moveTitle', { up: count(went('up'), lang), down: count(went('down'), lang) })
  return (
    <Card className="span-7" title={title} note={t('product.moveNote', { days: bands.days })}>
      {bands.moves.length === 0 ? <Empty text={t('product.bandEmpty')} /> : (
        <>
          <p className="row" style={{ margin: '0 0 8px', gap: 16 }}>
            {(['up', 'down'] as const).map((way) => went(way) > 0 && (
              <span key={way} className="row" style={{ gap: 4 }}>
                <Door rule={climbed(bands.bands.length, way)}>{t(`product.moved.${way}`)}</Door>
                <SaveSegment small rule={climbed(bands.bands.length, way)} name={t(`product.moved.${way}`)} size={went(way)} />
              </span>
            ))}
          </p>
          <Figure name="price-moves" sheet={sheet} height={280}>
            <div className="chart-table" style={{ maxHeight: 280 }} tabIndex={0}>
              <table>
                <thead><tr>{sheet.head.map((one) => <th key={one} scope="col">{one}</th>)}</tr></thead>
                <tbody>
                  {ends.map((from) => (
                    <tr key={from}>
                      <th scope="row" style={{ fontWeight: 400, textAlign: 'left' }}>{before(from)}</th>
                      {ends.map((to) => {
                        const customers = at.get(`${from}>${to}`) ?? 0
                        return <td key={to}>{from < 0 && to < 0 ? '' : customers === 0 ? <span className="quiet">0</span> : <Door rule={moved(from, to)}>{full(customers, lang)}</Door>}</td>
                      })}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </Figure>
        </>
      )}
    </Card>
  )
}

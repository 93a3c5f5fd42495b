import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { Card } from '../../part/card'
import { Figure } from '../../part/chart'
import { full, percent } from '../../part/format'
import { useAddress, useScope } from '../../part/scope'
import { Empty } from '../../part/state'
import { causes, depth } from './filter'

const tint = ['#FBFAF8', '#E9E7E1', '#D2E5E1', '#AED3CC', '#82BAB1']
const qualities = ['high', 'low'] as const

/** Causes is why the dormant stay away, apart by what they were worth; each cell opens its customers. */
export function Causes({ board }: { board: Schema['DormancyBoard'] }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const [, write] = useAddress()
  const number = (quality: string, cause: string) => board.causes.filter((one) => one.quality === quality && one.cause === cause).reduce((sum, one) => sum + one.customers, 0)
  const cells = qualities.flatMap((quality) => causes.map((cause) => ({ quality, cause, customers: number(quality, cause) })))
  const most = Math.max(...cells.map(({ customers }) => customers))
  const whole = cells.reduce((sum, { customers }) => sum + customers, 0)
  const first = cells.filter(({ cause }) => cause !== 'unknown').toSorted((a, b) => b.customers - a.customers)[0]
  const title = first && first.customers > 0
    ? t('dormancy.firstCause', { cause: t(`dormancy.cause.${first.cause}`), quality: t(`dormancy.quality.${first.quality}`), share: percent(first.customers / whole) })
    : t('dormancy.causes')
  const open = (row: number) => {
    const cell = cells[row]
    if (cell) write({ quality: cell.quality, cause: cell.cause, state: undefined, due_from: undefined, due_to: undefined, group: undefined, offset: undefined })
  }
  const sheet = {
    head: [t('dormancy.qualityName'), t('dormancy.causeName'), t('overview.customers')],
    rows: cells.map(({ quality, cause, customers }) => [t(`dormancy.quality.${quality}`), t(`dormancy.cause.${cause}`), customers]),
  }
  return (
    <Card className="span-6" title={title} note={t('dormancy.causesNote')}>
      {whole === 0 ? <Empty text={t('dormancy.noDormant')} /> : (
        <Figure name="dormant-causes" sheet={sheet} height={280} onRow={open}>
          <table style={{ width: '100%', borderSpacing: 4, borderCollapse: 'separate' }}>
            <thead><tr><th scope="col" style={{ textAlign: 'left', fontWeight: 400 }} className="quiet small">{t('dormancy.causeName')}</th>{qualities.map((quality) => <th key={quality} scope="col">{t(`dormancy.quality.${quality}`)}</th>)}</tr></thead>
            <tbody>
              {causes.map((cause, k) => (
                <tr key={cause}>
                  <th scope="row" style={{ textAlign: 'left', fontWeight: 400 }} title={t(`dormancy.causeText.${cause}`)}>{t(`dormancy.cause.${cause}`)}</th>
                  {qualities.map((quality, q) => {
                    const customers = number(quality, cause)
                    return (
                      <td key={quality} style={{ background: tint[depth(customers, most)], textAlign: 'center', borderRadius: 4, padding: 0 }}>
                        <button type="button" className="plain-button" style={{ width: '100%', padding: 8 }} onClick={() => open(q * causes.length + k)}>{full(customers, lang)}</button>
                      </td>
                    )
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </Figure>
      )}
    </Card>
  )
}

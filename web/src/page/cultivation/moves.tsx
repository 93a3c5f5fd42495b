import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { Card } from '../../part/card'
import { Figure } from '../../part/chart'
import { day, full, percent } from '../../part/format'
import type { Rule } from '../../part/rule'
import { useScope } from '../../part/scope'
import { Empty } from '../../part/state'
import { cameBack, doorOf } from './line'

/** Moves is who stood where before and where now. */
export function Moves({ board }: { board: Schema['CultivationBoard'] }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const { states, matrix, rows, from, to } = board.moves
  const all = rows.reduce((sum, one) => sum + one, 0)
  const sheet = {
    head: [from, ...states.map((one) => t(`cultivation.state.${one}`)), t('cultivation.sum')],
    rows: matrix.map((row, i) => [t(`cultivation.state.${states[i]}`), ...row, rows[i] ?? 0]),
  }
  return (
    <Card className="span-7" title={t('cultivation.movesTitle', { second: full(cameBack(board), lang), since: day(from, lang, true) })} asOf={to} note={t('cultivation.movesNote', { from: day(from, lang), to: day(to, lang) })}>
      {all === 0 ? <Empty text={t('cultivation.nobody')} /> : (
        <Figure name="cultivation-moves" sheet={sheet} height={240}>
          <div style={{ overflowX: 'auto' }} tabIndex={0} role="group" aria-label={t('cultivation.moves')}>
            <table style={{ borderCollapse: 'separate', borderSpacing: 3, width: '100%', minWidth: 480 }}>
              <thead>
                <tr>
                  <th scope="col" className="quiet small" style={{ textAlign: 'left', fontWeight: 400 }}>{t('cultivation.corner')}</th>
                  {states.map((one) => <th key={one} scope="col" className="small">{t(`cultivation.state.${one}`)}</th>)}
                  <th scope="col" className="small quiet">{t('cultivation.sum')}</th>
                </tr>
              </thead>
              <tbody>
                {matrix.map((row, i) => (
                  <tr key={states[i]}>
                    <th scope="row" className="small" style={{ textAlign: 'left' }}>{t(`cultivation.state.${states[i]}`)}</th>
                    {row.map((customers, j) => (
                      <Cell key={states[j]} customers={customers} share={rows[i] ? customers / rows[i] : 0} forward={j > i && states[j] !== 'outside'} rule={doorOf(board.moves, i, j)} />
                    ))}
                    <td className="small quiet" style={{ textAlign: 'right' }}>{full(rows[i] ?? 0, lang)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </Figure>
      )}
    </Card>
  )
}

interface CellProps {
  customers: number
  /** Of those who stood there before. */
  share: number
  forward: boolean
  /** Opens the customers; nobody outside can be told by a rule. */
  rule: Rule | undefined
}

function Cell({ customers, share, forward, rule }: CellProps) {
  const { lang } = useScope()
  if (customers === 0) return <td className="quiet" style={{ background: '#FBFAF8', borderRadius: 4, textAlign: 'center' }}>0</td>
  return (
    <td className="heat" style={{ background: `rgba(${forward ? '15, 118, 110' : '100, 116, 139'}, ${0.08 + 0.4 * share})`, borderRadius: 4, textAlign: 'center', padding: '6px 4px' }}>
      {rule ? <Link to="/customers" search={{ rule } as never} style={{ fontWeight: 700 }}>{full(customers, lang)}</Link> : <b>{full(customers, lang)}</b>}
      {forward && <span className="small" aria-hidden> ▲</span>}
      <br />
      <span className="small">{percent(share, 0)}</span>
    </td>
  )
}

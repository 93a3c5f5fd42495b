import { useNavigate } from '@tanstack/react-router'
import { Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { Card } from '../../part/card'
import { Figure } from '../../part/chart'
import { day, full, percent } from '../../part/format'
import { useScope } from '../../part/scope'
import { Empty } from '../../part/state'
import { doorOf, wayOf, wordOf, type Way } from './move'

type Migration = Schema['Migration']

// The share of its row deepens a cell; its sign says which way.
const colour: Record<Way, string> = { up: '15, 118, 110', down: '217, 72, 15', same: '100, 116, 139', gone: '107, 114, 128' }
const sign: Record<Way, string> = { up: '▲', down: '▼', same: '＝', gone: '✕' }

/** MatrixCard is who stood where before and where now; every cell opens its customers. */
export function MatrixCard({ migration }: { migration: Migration }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const navigate = useNavigate()
  const { states, matrix, entrants, rows, of } = migration
  const nameOf = (state: string) => t(wordOf(of, state), state)
  const people = rows.reduce((sum, one) => sum + one, 0)
  const newcomers = entrants.reduce((sum, one) => sum + one, 0)
  const open = (from: number, to: number) => {
    const rule = doorOf(migration, from, to)
    if (rule) void navigate({ to: '/customers', search: { rule } as never })
  }
  const title = migration.index === null
    ? t('migration.noMove')
    : t('migration.title', { up: full(migration.up, lang), down: full(migration.down, lang), index: `${migration.index < 0 ? '−' : '+'}${Math.abs(migration.index).toFixed(3)}` })
  const sheet = {
    head: [t('migration.from', { day: migration.from }), ...states.map(nameOf), t('migration.sum')],
    rows: [...matrix.map((row, i) => [nameOf(states[i] ?? ''), ...row, rows[i] ?? 0]), [t('migration.entrants'), ...entrants, newcomers]],
  }
  return (
    <Card className="span-12" title={title} note={<>{t('migration.note', { from: day(migration.from, lang), to: day(migration.to, lang) })}{migration.doors_to.length === 0 && ` · ${t('migration.noDoor')}`}</>} asOf={migration.to}>
      {people + newcomers === 0 ? <Empty text={t('migration.nobody')} /> : (
        <Figure name={`migration-${of}`} sheet={sheet} height={480}>
          <div style={{ overflowX: 'auto' }} tabIndex={0} role="group" aria-label={title}>
            <table style={{ borderCollapse: 'separate', borderSpacing: 3, minWidth: 120 + states.length * 88, width: '100%' }}>
              <thead>
                <tr>
                  <th scope="col" className="quiet small" style={{ textAlign: 'left', fontWeight: 400 }}>{t('migration.corner')}</th>
                  {states.map((state) => <th key={state} scope="col" className="small">{nameOf(state)}</th>)}
                  <th scope="col" className="small quiet">{t('migration.sum')}</th>
                </tr>
              </thead>
              <tbody>
                {matrix.map((row, i) => states[i] !== 'gone' && (
                  <tr key={states[i]}>
                    <th scope="row" className="small" style={{ textAlign: 'left' }}>{nameOf(states[i] ?? '')}</th>
                    {row.map((customers, j) => (
                      <Cell key={states[j]} customers={customers} share={rows[i] ? customers / rows[i] : 0} way={wayOf(migration.ranks, states, i, j)}
                        text={t('migration.cell', { from: nameOf(states[i] ?? ''), to: nameOf(states[j] ?? ''), customers: full(customers, lang), share: rows[i] ? percent(customers / rows[i]) : '—' })}
                        onOpen={doorOf(migration, i, j) && (() => open(i, j))} />
                    ))}
                    <td className="small quiet" style={{ textAlign: 'right' }}>{full(rows[i] ?? 0, lang)}</td>
                  </tr>
                ))}
                <tr>
                  <th scope="row" className="small" style={{ textAlign: 'left' }}>{t('migration.entrants')}</th>
                  {entrants.map((customers, j) => (
                    <Cell key={states[j]} customers={customers} share={newcomers ? customers / newcomers : 0} way="same"
                      text={t('migration.cell', { from: t('migration.entrants'), to: nameOf(states[j] ?? ''), customers: full(customers, lang), share: newcomers ? percent(customers / newcomers) : '—' })}
                      onOpen={doorOf(migration, -1, j) && (() => open(-1, j))} />
                  ))}
                  <td className="small quiet" style={{ textAlign: 'right' }}>{full(newcomers, lang)}</td>
                </tr>
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
  share: number
  way: Way
  text: string
  onOpen: (() => void) | undefined
}

function Cell({ customers, share, way, text, onOpen }: CellProps) {
  const { lang } = useScope()
  if (customers === 0) return <td style={{ background: '#FBFAF8', borderRadius: 4, textAlign: 'center' }} className="quiet">0</td>
  const style = { background: `rgba(${colour[way]}, ${0.08 + 0.42 * share})`, borderRadius: 4, padding: 0, textAlign: 'center' as const }
  const inner = <span><b>{full(customers, lang)}</b> <span className="small" aria-hidden>{sign[way]}</span><br /><span className="small">{percent(share, 0)}</span></span>
  return (
    <td style={style}>
      <Tooltip title={text}>
        {onOpen
          ? <button type="button" className="plain-button" style={{ width: '100%', padding: '6px 4px', color: '#1B2A41' }} onClick={onOpen}>{inner}</button>
          : <span style={{ display: 'block', padding: '6px 4px' }}>{inner}</span>}
      </Tooltip>
    </td>
  )
}

import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { Card } from '../../part/card'
import { Figure } from '../../part/chart'
import { full, percent } from '../../part/format'
import { Count } from '../../part/number'
import { useAddress, useScope } from '../../part/scope'
import { Empty } from '../../part/state'
import { stateColour } from './filter'

/** States is how many customers still have something, are due, or dormant; each state opens its customers below. */
export function States({ board }: { board: Schema['DormancyBoard'] }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const [, write] = useAddress()
  const shown = board.states.filter(({ state, customers }) => customers > 0 || (state !== 'unknown' && state !== 'never_bought'))
  const most = Math.max(1, ...shown.map(({ customers }) => customers))
  const title = board.share === null ? t('dormancy.noShare') : t('dormancy.share', { share: percent(board.share), dormant: full(board.dormant, lang) })
  const sheet = { head: [t('dormancy.stateName'), t('overview.customers')], rows: shown.map(({ state, customers }) => [t(`dormancy.state.${state}`), customers]) }
  const open = (row: number) => write({ state: shown[row]?.state, offset: undefined })
  return (
    <Card className="span-12" title={title} note={t('dormancy.statesNote')}>
      {board.known === 0 && shown.every(({ customers }) => customers === 0)
        ? <Empty text={t('dormancy.nobody')} />
        : (
          <Figure name="dormancy" sheet={sheet} height={240} onRow={open}>
            <ul className="stack" style={{ listStyle: 'none', padding: 0, margin: 0, gap: 8 }}>
              {shown.map(({ state, customers }, row) => (
                <li key={state}>
                  <button type="button" className="plain-button row" style={{ width: '100%', gap: 12 }} onClick={() => open(row)}>
                    <span style={{ width: 176, textAlign: 'left' }} title={t(`dormancy.stateText.${state}`)}>{t(`dormancy.state.${state}`)}</span>
                    <span aria-hidden style={{ height: 20, borderRadius: 2, background: stateColour[state], width: `${Math.max(0.4, (customers / most) * 60)}%` }} />
                    <Count value={customers} />
                    <span className="quiet">{board.known > 0 && state !== 'never_bought' && state !== 'unknown' ? percent(customers / board.known) : ''}</span>
                  </button>
                </li>
              ))}
            </ul>
          </Figure>
        )}
    </Card>
  )
}

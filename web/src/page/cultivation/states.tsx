import { RightOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { stageColour } from '../../look/token'
import { Card } from '../../part/card'
import { Figure } from '../../part/chart'
import { day, difference, full, percent } from '../../part/format'
import { Count } from '../../part/number'
import { useScope } from '../../part/scope'
import { Empty } from '../../part/state'
import { arrivals, before, states } from './line'

type Board = Schema['CultivationBoard']
type Count_ = Schema['CultivationCount']

// From cold to warm: the last one is where a programme wants everybody.
const colour: Record<string, string> = { new: '#94A3B8', impression: stageColour.silent ?? '', second: stageColour.active ?? '', old: stageColour.after_sale ?? '' }

/** States is the way of the new customers in four boxes; each opens the customers in it. */
export function States({ board }: { board: Board }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const back = board.states.filter(({ state }) => state === 'second' || state === 'old')
  const matured = back.reduce((sum, one) => sum + one.matured, 0)
  const title = board.matured === 0
    ? t('cultivation.titleYoung', { customers: full(board.customers, lang) })
    : t('cultivation.title', { customers: full(board.customers, lang), share: percent(matured / board.matured), days: board.matured_days })
  const sheet = {
    head: [t('cultivation.stateWord'), t('cultivation.customers'), t('cultivation.share'), t('cultivation.matured', { days: board.matured_days }), t('cultivation.maturedShare')],
    rows: board.states.map((one) => [t(`cultivation.state.${one.state}`), one.customers, one.share ?? null, one.matured, one.matured_share ?? null]),
  }
  return (
    <Card className="span-12" title={title} asOf={board.as_of} note={t('cultivation.note', { from: day(board.from, lang), to: day(board.to, lang), days: board.matured_days })}>
      {board.customers === 0 ? <Empty text={t('cultivation.nobody')} /> : (
        <Figure name="cultivation" sheet={sheet} height={170}>
          <div style={{ display: 'flex', gap: 8, alignItems: 'stretch', flexWrap: 'wrap' }}>
            {board.states.map((one, i) => (
              <div key={one.state} style={{ display: 'flex', flex: '1 1 200px', gap: 8, alignItems: 'center' }}>
                {i > 0 && <RightOutlined aria-hidden className="quiet" />}
                <Box one={one} board={board} />
              </div>
            ))}
          </div>
        </Figure>
      )}
    </Card>
  )
}

function Box({ one, board }: { one: Count_; board: Board }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const since = day(board.moves.from, lang, true)
  const known = states.find((state) => state === one.state) ?? 'new'
  return (
    <section className="card" style={{ flex: 1, borderTop: `4px solid ${colour[one.state]}`, minWidth: 0 }} aria-label={t(`cultivation.state.${known}`)}>
      <h3 style={{ fontSize: 14, margin: 0 }}>{t(`cultivation.state.${known}`)}</h3>
      <span className="quiet small">{t(`cultivation.stateText.${known}`)}</span>
      <Link to="/customers" search={{ rule: one.rule } as never} className="figure" style={{ color: 'inherit' }}><Count value={one.customers} /></Link>
      <span className="small">
        {one.share !== undefined && percent(one.share)}
        {one.matured_share !== undefined && <span className="quiet"> · {t('cultivation.ofMatured', { share: percent(one.matured_share), days: board.matured_days })}</span>}
      </span>
      <span className="small quiet">{t('cultivation.since', { since, change: difference(one.customers - before(board, one.state), lang), came: full(arrivals(board, one.state), lang) })}</span>
    </section>
  )
}

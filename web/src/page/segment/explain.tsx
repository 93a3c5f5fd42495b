import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, type Schema, take } from '../../api/client'
import { care } from '../../look/token'
import { Card } from '../../part/card'
import { Figure } from '../../part/chart'
import { full, fullMoney, percent } from '../../part/format'
import { Grounds } from '../../part/learned'
import type { Rule } from '../../part/rule'
import { SaveSegment } from '../../part/save-segment'
import { useScope } from '../../part/scope'
import { Loaded } from '../../part/state'

type Leaf = Schema['ExplainLeaf']
type Answer = Schema['ExplainAnswer']

/** Explain says in rules who is in a segment; each rule can become a segment of its own. */
export function Explain({ segment }: { segment: Schema['Segment'] }) {
  const { asOf } = useScope()
  const params = { path: { id: segment.id }, query: { as_of: asOf || undefined } }
  const explain = useQuery({
    queryKey: ['segments', segment.id, 'explain', asOf, segment.version],
    queryFn: ({ signal }) => take(api.GET('/api/segments/{id}/explain', { params, signal })),
  })
  return <Loaded query={explain} height={320}>{(data) => <Leaves answer={data} name={segment.name} />}</Loaded>
}

function Leaves({ answer, name }: { answer: Answer; name: string }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const say = useSay(answer.currency)
  if (answer.basis === 'none') return <Grounds basis="none" reason={answer.reason} />
  const best = answer.leaves[0]
  const title = best ? t('predict.bestLeaf', { precision: percent(best.precision, 0), recall: percent(best.recall, 0) }) : t('predict.explain')
  const left = answer.excluded.map((field) => t(`field.name.${field}`, field)).join(', ')
  const sheet = {
    head: [t('predict.rule'), t('overview.customers'), t('predict.members'), t('predict.precision'), t('predict.recall'), t('predict.lift')],
    rows: answer.leaves.map((leaf) => [say(leaf), leaf.customers, leaf.members, leaf.precision, leaf.recall, leaf.lift]),
  }
  return (
    <Card title={title} asOf={answer.as_of} note={left && t('predict.excluded', { fields: left })}>
      <Figure name="explain" sheet={sheet} height={400}>
        <ul className="stack" style={{ listStyle: 'none', padding: 0, margin: 0, gap: 16 }}>
          {answer.leaves.map((leaf) => (
            <li key={JSON.stringify(leaf.rule)} className="stack" style={{ gap: 4 }}>
              <span className="row spread" style={{ flexWrap: 'wrap' }}>
                <strong>{say(leaf)}</strong>
                <span className="row">
                  <Link to="/customers" search={{ rule: leaf.rule } as never}><Button size="small" tabIndex={-1}>{t('part.seeCustomers')}</Button></Link>
                  <SaveSegment rule={leaf.rule as Rule} name={`${name} · ${say(leaf)}`.slice(0, 80)} size={leaf.customers} />
                </span>
              </span>
              <span aria-hidden style={{ display: 'block', height: 8, borderRadius: 2, background: care, width: `${Math.max(0.5, leaf.precision * 100)}%` }} />
              <span className="quiet small">
                {t('predict.leafSays', { members: full(leaf.members, lang), customers: full(leaf.customers, lang), precision: percent(leaf.precision, 0), recall: percent(leaf.recall, 0), lift: leaf.lift.toFixed(1) })}
              </span>
            </li>
          ))}
        </ul>
      </Figure>
    </Card>
  )
}

const money = ['net', 'gross', 'refund', 'discount', 'mean_order', 'net_window']

/** useSay puts a leaf into words. */
function useSay(currency: string) {
  const { t } = useTranslation()
  const { lang } = useScope()
  return (leaf: Leaf) => leaf.conditions.map((bound) => {
    const field = t(`field.name.${bound.field}`, bound.field)
    if (bound.choice) return t(bound.is ? 'predict.is' : 'predict.isNot', { field, value: bound.choice })
    const write = (value: number) => (money.includes(bound.field) ? fullMoney(value, currency, lang) : full(value, lang))
    const { from, to } = bound
    if (from !== undefined && to !== undefined) return t('predict.between', { field, from: write(from), to: write(to) })
    return from === undefined ? t('predict.below', { field, to: write(to ?? 0) }) : t('predict.atLeast', { field, from: write(from) })
  }).join(t('predict.and'))
}

import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { care, control, coralText } from '../../look/token'
import { Card } from '../../part/card'
import { Figure } from '../../part/chart'
import { full, percent } from '../../part/format'
import { useScope } from '../../part/scope'

type Aspect = Schema['ExperienceAspect']
type Answer = Schema['ExperienceAnswer']

/** order is that of the answers, the best first. */
const order = ['good', 'middling', 'bad', 'to_2', 'to_4', 'to_7', 'over_7', 'quick', 'slow', 'yes', 'no', 'none', 'unknown']

const told = (answer: Answer) => answer.against !== undefined && (answer.against.low > 0 || answer.against.high < 0)

/** Experience sets how the first order went against coming back. */
export function Experience({ experience }: { experience: Schema['FirstExperience'] }) {
  const { t } = useTranslation()
  const { aspects, days } = experience
  const known = aspects.filter((aspect) => aspect.answers.filter((answer) => !answer.unknown).length > 1)
  const missing = aspects.filter((aspect) => !known.includes(aspect))
  const strongest = known.flatMap((aspect) => aspect.answers.filter((answer) => told(answer) && answer.name !== 'no').map((answer) => ({ aspect, answer }))).toSorted((a, b) => Math.abs(b.answer.against?.value ?? 0) - Math.abs(a.answer.against?.value ?? 0))[0]
  const title = strongest
    ? t(`repurchase.experience${(strongest.answer.against?.value ?? 0) < 0 ? 'Less' : 'More'}`, {
      aspect: t(`repurchase.aspect.${strongest.aspect.name}.name`), answer: t(`repurchase.aspect.${strongest.aspect.name}.${strongest.answer.name}`), points: (Math.abs(strongest.answer.against?.value ?? 0) * 100).toFixed(1),
    })
    : t('repurchase.experience')
  const sheet = {
    head: [t('repurchase.aspectWord'), t('repurchase.answer'), t('overview.newCustomers'), t('overview.cameBack'), t('repurchase.share'), t('repurchase.against')],
    rows: aspects.flatMap((aspect) => aspect.answers.map((answer) => [
      t(`repurchase.aspect.${aspect.name}.name`), t(`repurchase.aspect.${aspect.name}.${answer.name}`), answer.second.denominator, answer.second.numerator, answer.second.rate ?? null, answer.against?.value ?? null,
    ])),
  }
  return (
    <Card className="span-12" title={title} note={t('repurchase.experienceNote', { days })}>
      <Figure name="first-experience" sheet={sheet} height={320}>
        <div style={{ display: 'grid', gap: 24, gridTemplateColumns: 'repeat(auto-fill, minmax(320px, 1fr))' }}>
          {known.map((aspect) => <Block key={aspect.name} aspect={aspect} />)}
        </div>
        {missing.length > 0 && <p className="quiet small">{t('repurchase.experienceMissing', { aspects: missing.map((aspect) => t(`repurchase.aspect.${aspect.name}.name`)).join(t('repurchase.and')) })}</p>}
      </Figure>
    </Card>
  )
}

function Block({ aspect }: { aspect: Aspect }) {
  const { t } = useTranslation()
  const answers = aspect.answers.toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name))
  const most = Math.max(0.01, ...answers.map((answer) => answer.second.rate ?? 0))
  return (
    <section>
      <h3 style={{ fontSize: 14, margin: '0 0 8px' }}>{t(`repurchase.aspect.${aspect.name}.name`)}</h3>
      {answers.map((answer) => <Line key={answer.name} aspect={aspect.name} answer={answer} most={most} />)}
    </section>
  )
}

function Line({ aspect, answer, most }: { aspect: string; answer: Answer; most: number }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const gap = answer.against
  const rate = answer.second.rate ?? 0
  return (
    <div style={{ marginBottom: 8 }}>
      <div className="row spread small">
        <span>{t(`repurchase.aspect.${aspect}.${answer.name}`)} <span className="quiet">{t('repurchase.people', { customers: full(answer.second.denominator, lang) })}</span></span>
        <span>
          <b className="num">{percent(rate)}</b>
          {gap && <span style={{ color: told(answer) ? (gap.value < 0 ? coralText : care) : undefined }}> {t('repurchase.gap', { sign: gap.value < 0 ? '−' : '+', points: (Math.abs(gap.value) * 100).toFixed(1), low: (gap.low * 100).toFixed(1), high: (gap.high * 100).toFixed(1) })}</span>}
        </span>
      </div>
      <span aria-hidden style={{ display: 'block', height: 8, borderRadius: 2, width: `${Math.max(0.5, (100 * rate) / most)}%`, background: answer.unknown ? control : care }} />
    </div>
  )
}

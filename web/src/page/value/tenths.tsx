import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { care } from '../../look/token'
import { Card } from '../../part/card'
import { Figure } from '../../part/chart'
import { full, percent } from '../../part/format'
import { Money } from '../../part/number'
import { SavePick } from '../../part/save-pick'
import { useScope } from '../../part/scope'

/** TenthsCard cuts the customers into ten equal parts, those worth most first; each can become a segment. */
export function TenthsCard({ value }: { value: Schema['ValueAnswer'] }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const { tenths, currency } = value
  const most = Math.max(1, ...tenths.map((one) => one.worth))
  const sheet = {
    head: [t('predict.tenth'), t('overview.customers'), t('predict.worth'), t('predict.share'), t('predict.lowest'), t('predict.expected')],
    rows: tenths.map((one) => [one.tenth, one.customers, one.worth, one.share, one.lowest, one.expected]),
  }
  return (
    <Card className={value.alive.length > 0 ? 'span-7' : 'span-12'} title={t('predict.best', { share: percent(tenths[0]?.share ?? 0, 0) })}>
      <Figure name="value-tenths" sheet={sheet} height={400}>
        <ol className="stack" style={{ listStyle: 'none', padding: 0, margin: 0, gap: 8 }}>
          {tenths.map((one) => (
            <li key={one.tenth} className="stack" style={{ gap: 4 }}>
              <span className="row spread">
                <span>{t('predict.tenthName', { n: one.tenth })} <span className="quiet small">{t('predict.people', { count: full(one.customers, lang) })}</span></span>
                <span className="row">
                  <Money value={one.worth} currency={currency} /> <span className="quiet">{percent(one.share)}</span>
                  <SavePick small pick={{ of: 'value', tenth: one.tenth }} name={t('predict.tenthSegment', { n: one.tenth })} />
                </span>
              </span>
              <span aria-hidden style={{ display: 'block', height: 8, borderRadius: 2, background: care, width: `${Math.max(0.5, (one.worth / most) * 100)}%` }} />
            </li>
          ))}
        </ol>
      </Figure>
    </Card>
  )
}

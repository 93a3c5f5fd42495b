// Repurchase: who comes back, and when?
import { useQuery } from '@tanstack/react-query'
import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, take } from '../../api/client'
import { Screen } from '../../part/screen'
import { scopeQuery, useAddress, useScope } from '../../part/scope'
import { Loaded } from '../../part/state'
import { Experience } from './experience'
import { Intervals } from './intervals'
import { Months } from './months'
import { Readings } from './readings'
import { Retention } from './retention'

const choices = [30, 45, 60, 90]

/** useDays is the window of the page, kept in its address. */
export function useDays(): [number, (days: number) => void] {
  const [search, write] = useAddress()
  const days = Number(search.days)
  return [Number.isInteger(days) && days >= 1 && days <= 1000 ? days : 45, (value) => write({ days: String(value) })]
}

/** DaysChoice chooses within how many days a second purchase counts. */
export function DaysChoice() {
  const { t } = useTranslation()
  const [days, setDays] = useDays()
  const options = choices.includes(days) ? choices : [...choices, days]
  return (
    <label className="row">
      <span className="quiet">{t('repurchase.within')}</span>
      <Segmented aria-label={t('repurchase.within')} value={days} options={options.map((value) => ({ value, label: t('repurchase.days', { days: value }) }))} onChange={setDays} />
    </label>
  )
}

export default function Repurchase() {
  const { t } = useTranslation()
  const scope = useScope()
  const [days] = useDays()
  const query = { ...scopeQuery(scope), days }
  const cohorts = useQuery({
    queryKey: ['cohorts', query],
    queryFn: ({ signal }) => take(api.GET('/api/cohorts', { params: { query }, signal })),
    enabled: scope.asOf !== '',
  })
  const experience = useQuery({
    queryKey: ['experience', query],
    queryFn: ({ signal }) => take(api.GET('/api/experience', { params: { query }, signal })),
    enabled: scope.asOf !== '',
  })
  return (
    <Screen title={t('nav.repurchase')} question={t('repurchase.question')} extra={<DaysChoice />}>
      <Loaded query={cohorts} height={640}>
        {(data) => (
          <div className="grid">
            <Readings cohorts={data} />
            <Months cohorts={data} />
            <Intervals cohorts={data} />
            <Retention cohorts={data} />
          </div>
        )}
      </Loaded>
      <Loaded query={experience} height={320}>
        {(data) => <div className="grid" style={{ marginTop: 16 }}><Experience experience={data} /></div>}
      </Loaded>
    </Screen>
  )
}

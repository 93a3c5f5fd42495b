// What we know of her ways: every number stands beside its count, and says so when there are too few.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { Card } from '../../part/card'
import { scopeQuery, useScope } from '../../part/scope'
import { Empty, Loaded } from '../../part/state'
import { PhaseCard, PreferenceCard, TimesCard } from './ways'
import { HonestyCard, SensitivityCard } from './shares'

type Habits = Schema['CustomerHabits']

/** HabitCards are fetched by themselves: on a large shop the first of a day takes a while. */
export function HabitCards({ id }: { id: number }) {
  const scope = useScope()
  const query = scopeQuery(scope)
  const habits = useQuery({
    queryKey: ['customer-habits', id, query],
    queryFn: ({ signal }) => take(api.GET('/api/customers/{id}/habits', { params: { path: { id }, query }, signal })),
    enabled: scope.asOf !== '',
  })
  return <Loaded query={habits} height={320}>{(found) => (found.known ? <Known habits={found} /> : <Unknown asOf={found.as_of} />)}</Loaded>
}

function Known({ habits }: { habits: Habits }) {
  return (
    <div className="grid">
      <div className="span-6 stack" style={{ gap: 16 }}>
        <PreferenceCard habits={habits} />
        <TimesCard habits={habits} />
      </div>
      <div className="span-6 stack" style={{ gap: 16 }}>
        <SensitivityCard habits={habits} />
        <HonestyCard habits={habits} />
        <PhaseCard habits={habits} />
      </div>
    </div>
  )
}

function Unknown({ asOf }: { asOf: string }) {
  const { t } = useTranslation()
  return <Card title={t('habit.unknown')} asOf={asOf}><Empty text={t('habit.unknownText')} /></Card>
}

// Cultivation: how far have the new customers come, and who is to be contacted now?
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, take } from '../../api/client'
import { Screen } from '../../part/screen'
import { scopeQuery, useAddress, useScope } from '../../part/scope'
import { Loaded } from '../../part/state'
import { Months } from './months'
import { Moves } from './moves'
import { Programme } from './programme'
import { States } from './states'

const cohorts = [30, 90, 180, 365] as const

export default function Cultivation() {
  const { t } = useTranslation()
  const scope = useScope()
  const [search] = useAddress()
  const days = cohorts.find((one) => one === Number(search.days)) ?? 180
  const query = { ...scopeQuery(scope), days }
  const board = useQuery({
    queryKey: ['cultivation', query],
    queryFn: ({ signal }) => take(api.GET('/api/cultivation', { params: { query }, signal })),
    enabled: scope.asOf !== '',
  })
  return (
    <Screen title={t('nav.cultivation')} question={t('cultivation.question')} extra={<Cohort days={days} />}>
      <Loaded query={board} height={480}>
        {(data) => (
          <div className="grid">
            <States board={data} />
            <Programme />
            <Moves board={data} />
            <Months board={data} />
          </div>
        )}
      </Loaded>
    </Screen>
  )
}

function Cohort({ days }: { days: number }) {
  const { t } = useTranslation()
  const [, write] = useAddress()
  return (
    <Select aria-label={t('cultivation.cohort')} value={days} style={{ width: 230 }} onChange={(next) => write({ days: next === 180 ? undefined : next })}
      options={cohorts.map((value) => ({ value, label: t('cultivation.cohortOf', { count: value }) }))} />
  )
}

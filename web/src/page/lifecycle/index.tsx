// Life cycle: who is where, and who is sliding?
import { useQuery } from '@tanstack/react-query'
import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { api, take } from '../../api/client'
import { may, useMe } from '../../part/me'
import { Screen } from '../../part/screen'
import { scopeQuery, useAddress, useScope } from '../../part/scope'
import { Loaded } from '../../part/state'
import { Bounds } from './bounds'
import { Clock } from './clock'
import { LadderCard } from './ladder'
import { River } from './river'
import { SecondCard } from './second'
import { StageCards } from './cards'

export default function Lifecycle() {
  const { t } = useTranslation()
  const scope = useScope()
  const [search] = useAddress()
  const { data: me } = useMe()
  const compare = typeof search.compare === 'string' ? search.compare : undefined
  const query = { ...scopeQuery(scope), compare }
  const lifecycle = useQuery({
    queryKey: ['lifecycle', query],
    queryFn: ({ signal }) => take(api.GET('/api/lifecycle', { params: { query }, signal })),
    enabled: scope.asOf !== '',
  })
  const tools = lifecycle.data && (
    <div className="row">
      <CompareDay compare={lifecycle.data.compare} />
      {may(me, 'setting.write') && <Bounds definition={lifecycle.data.definition} />}
    </div>
  )
  return (
    <Screen title={t('nav.lifecycle')} question={t('lifecycle.question')} extra={tools}>
      <Loaded query={lifecycle} height={640}>
        {(data) => (
          <div className="grid">
            <StageCards lifecycle={data} />
            <River lifecycle={data} />
            <LadderCard lifecycle={data} />
            <Clock lifecycle={data} />
            {data.customers > 0 && <SecondCard />}
          </div>
        )}
      </Loaded>
    </Screen>
  )
}

function CompareDay({ compare }: { compare: string }) {
  const { t } = useTranslation()
  const { asOf } = useScope()
  const [, write] = useAddress()
  return (
    <label className="row">
      <span className="quiet">{t('lifecycle.compare')}</span>
      <DatePicker
        value={dayjs(compare)}
        maxDate={dayjs(asOf).subtract(1, 'day')}
        allowClear={false}
        showNow={false}
        onChange={(value) => write({ compare: dayjs(value).format('YYYY-MM-DD') })}
      />
    </label>
  )
}

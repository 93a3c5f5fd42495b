// Running out: who is due, who is dormant, and why?
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, take } from '../../api/client'
import { Screen } from '../../part/screen'
import { scopeQuery, useScope } from '../../part/scope'
import { Loaded } from '../../part/state'
import { Calendar } from './calendar'
import { Causes } from './causes'
import { Goods } from './goods'
import { Sleepers } from './sleepers'
import { States } from './states'
import { Trend } from './trend'

export default function Dormancy() {
  const { t } = useTranslation()
  const scope = useScope()
  const query = scopeQuery(scope)
  const board = useQuery({
    queryKey: ['dormancy', query],
    queryFn: ({ signal }) => take(api.GET('/api/dormancy', { params: { query }, signal })),
    enabled: scope.asOf !== '',
  })
  return (
    <Screen title={t('nav.dormancy')} question={t('dormancy.question')}>
      <Loaded query={board} height={640}>
        {(data) => (
          <div className="grid">
            <States board={data} />
            <Calendar board={data} />
            <Sleepers goods={[...data.goods, ...data.due_goods]} />
            <Causes board={data} />
            <Trend board={data} />
            <Goods board={data} />
          </div>
        )}
      </Loaded>
    </Screen>
  )
}

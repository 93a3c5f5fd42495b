// Sources: where do new customers come from, what do they cost, what are they worth?
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, take } from '../../api/client'
import { Screen } from '../../part/screen'
import { scopeQuery, useScope } from '../../part/scope'
import { Loaded } from '../../part/state'
import { DaysChoice, useDays } from '../repurchase'
import { Alerts } from './alerts'
import { SourceTable } from './table'
import { Trend } from './trend'

export default function SourcesPage() {
  const { t } = useTranslation()
  const scope = useScope()
  const [days] = useDays()
  const query = { ...scopeQuery(scope), days }
  const sources = useQuery({
    queryKey: ['sources', query],
    queryFn: ({ signal }) => take(api.GET('/api/sources', { params: { query }, signal })),
    enabled: scope.asOf !== '',
  })
  return (
    <Screen title={t('nav.sources')} question={t('sources.question')} extra={<DaysChoice />}>
      <Loaded query={sources} height={640}>
        {(data) => (
          <div className="grid">
            <SourceTable sources={data} />
            <Trend sources={data} />
            <Alerts sources={data} />
          </div>
        )}
      </Loaded>
    </Screen>
  )
}

// RFM: who is worth what?
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, take } from '../../api/client'
import { Screen } from '../../part/screen'
import { scopeQuery, useScope } from '../../part/scope'
import { Loaded } from '../../part/state'
import { MatrixCard } from './matrix'
import { SegmentsCard } from './segments'

export default function Rfm() {
  const { t } = useTranslation()
  const scope = useScope()
  const query = scopeQuery(scope)
  const rfm = useQuery({
    queryKey: ['rfm', query],
    queryFn: ({ signal }) => take(api.GET('/api/rfm', { params: { query }, signal })),
    enabled: scope.asOf !== '',
  })
  return (
    <Screen title={t('nav.rfm')} question={t('rfm.question')}>
      <Loaded query={rfm} height={560}>
        {(data) => (
          <div className="grid">
            <MatrixCard rfm={data} />
            <SegmentsCard rfm={data} />
          </div>
        )}
      </Loaded>
    </Screen>
  )
}

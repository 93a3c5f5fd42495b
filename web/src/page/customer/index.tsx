// One customer: who is she, what happened, why did she get it or not?
import { useMutation, useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { Screen } from '../../part/screen'
import { scopeQuery, useScope } from '../../part/scope'
import { Loaded } from '../../part/state'
import { Actions } from './actions'
import { ArchiveCard } from './archive'
import { ConsentCard, FeatureCard, PersonCard } from './facts'
import { HabitCards } from './habits'
import { HistoryCard } from './history'
import { MergeCard } from './merge'
import { TimelineCard } from './timeline'
import { ValueCard } from './value'

type Customer = Schema['Customer']

/** useCustomer is her page; what was unmasked is shown once and never cached. */
function useCustomer(id: number) {
  const scope = useScope()
  const query = scopeQuery(scope)
  const page = useQuery({
    queryKey: ['customer', id, query],
    queryFn: ({ signal }) => take(api.GET('/api/customers/{id}', { params: { path: { id }, query }, signal })),
    enabled: scope.asOf !== '',
  })
  const unmask = useMutation({
    mutationFn: () => take(api.POST('/api/customers/{id}/unmask', { params: { path: { id }, query } })),
    gcTime: 0,
  })
  return { page, unmask }
}

export default function CustomerPage() {
  const { t } = useTranslation()
  const id = Number(useParams({ strict: false }).id)
  const { page, unmask } = useCustomer(id)
  const shown: Customer | undefined = unmask.data ?? page.data
  const tools = shown && (
    <Actions customer={shown} show={() => unmask.mutate()} hide={() => unmask.reset()} showing={unmask.isPending} failure={unmask.error} />
  )
  return (
    <Screen title={shown?.name || t('customer.numbered', { id })} question={t('customer.numbered', { id })} extra={tools}>
      <Loaded query={{ ...page, data: shown }} height={560}>
        {(customer) => (
          <div className="grid">
            <div className="span-4 stack" style={{ gap: 16 }}>
              <FeatureCard customer={customer} />
              <PersonCard customer={customer} />
              <ConsentCard customer={customer} />
              <ArchiveCard customer={customer} />
              <MergeCard id={customer.id} />
            </div>
            <div className="span-8 stack" style={{ gap: 16 }}>
              <ValueCard id={customer.id} />
              <HistoryCard customer={customer} />
              <HabitCards id={customer.id} />
              <TimelineCard customer={customer} />
            </div>
          </div>
        )}
      </Loaded>
    </Screen>
  )
}

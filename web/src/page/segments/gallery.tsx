// Segments to start with: one click makes them.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { useScope } from '../../part/scope'
import { Failure, Loaded } from '../../part/state'

type Ready = Schema['ReadySegment']

/** Gallery shows the ready-made segments with where each comes from. */
export function Gallery({ close }: { close: () => void }) {
  const { t } = useTranslation()
  const ready = useQuery({
    queryKey: ['segments', 'ready'],
    staleTime: Infinity,
    queryFn: async ({ signal }) => (await take(api.GET('/api/segments/ready', { signal }))).items,
  })
  const make = useMake(close)
  return (
    <Modal open width={760} title={t('ready.title')} onCancel={close} footer={null} destroyOnHidden>
      <p className="quiet">{t('ready.source')}</p>
      {make.error && <Failure error={make.error} />}
      <Loaded query={ready} height={320}>
        {(items) => (
          <ul className="stack" style={{ listStyle: 'none', padding: 0, maxHeight: 480, overflow: 'auto' }} tabIndex={0}>
            {items.map((one) => (
              <li key={one.code} className="row" style={{ justifyContent: 'space-between', flexWrap: 'nowrap' }}>
                <span><strong>{t(`ready.name.${one.code}`)}</strong><br /><span className="quiet small">{t(`ready.what.${one.code}`)}</span></span>
                <Button size="small" loading={make.isPending && make.variables === one} aria-label={t('ready.makeOf', { name: t(`ready.name.${one.code}`) })} onClick={() => make.mutate(one)}>{t('ready.make')}</Button>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Modal>
  )
}

function useMake(close: () => void) {
  const { t } = useTranslation()
  const { shop } = useScope()
  const cache = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: (one: Ready) => take(api.POST('/api/segments', { body: { name: t(`ready.name.${one.code}`), shop, kind: 'rule', rule: one.rule } })),
    onSuccess: (segment) => {
      void cache.invalidateQueries({ queryKey: ['segments'] })
      close()
      void navigate({ to: `/segments/${segment.id}` })
    },
  })
}

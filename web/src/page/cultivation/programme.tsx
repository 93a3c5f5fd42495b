import { EditOutlined, PlusOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Popconfirm, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { Card } from '../../part/card'
import { useMay } from '../../part/may'
import { useMe } from '../../part/me'
import { useAddress, useScope } from '../../part/scope'
import { Empty, Failure, Loaded } from '../../part/state'
import { Edit } from './edit'
import { Results } from './results'
import { Steps } from './steps'

type One = Schema['Programme']

/** useShop is the shop that a programme made here is for: the chosen one, or the only one. */
function useShop(): number | undefined {
  const { shop } = useScope()
  const { data: me } = useMe()
  const shops = me?.shops ?? []
  return shop || (shops.length === 1 ? shops[0]?.id : undefined)
}

/** Programme is the planned series: its steps with who is due, and what its campaigns showed. */
export function Programme() {
  const { shop } = useScope()
  const [search] = useAddress()
  const programmes = useQuery({
    queryKey: ['programmes', 'list', shop],
    queryFn: ({ signal }) => take(api.GET('/api/programmes', { params: { query: { shop } }, signal })),
  })
  return (
    <Loaded query={programmes} height={240}>
      {({ items }) => {
        const one = items.find(({ id }) => id === Number(search.programme)) ?? items[0]
        return one ? <Shown key={one.id} one={one} items={items} /> : <First />
      }}
    </Loaded>
  )
}

function First() {
  const { t } = useTranslation()
  const { lang } = useScope()
  const shop = useShop()
  const may = useMay('campaign.write')
  const cache = useQueryClient()
  const make = useMutation({
    mutationFn: async () => {
      const body = await take(api.GET('/api/programmes/default', { params: { query: { shop: shop ?? 0, lang } } }))
      return take(api.POST('/api/programmes', { body }))
    },
    onSuccess: () => void cache.invalidateQueries({ queryKey: ['programmes'] }),
  })
  const action = may && shop !== undefined && <Button type="primary" icon={<PlusOutlined />} loading={make.isPending} onClick={() => make.mutate()}>{t('cultivation.useDefault')}</Button>
  return (
    <Card className="span-12" title={t('cultivation.noProgramme')} asOf={null}>
      <Empty text={shop === undefined ? t('cultivation.chooseShop') : t('cultivation.defaultText')} action={action} />
      {make.error && <Failure error={make.error} />}
    </Card>
  )
}

function Shown({ one, items }: { one: One; items: One[] }) {
  const { t } = useTranslation()
  const { asOf } = useScope()
  const [, write] = useAddress()
  const [edited, setEdited] = useState(false)
  const may = useMay('campaign.write')
  const due = useQuery({
    queryKey: ['programmes', one.id, 'due', asOf],
    queryFn: ({ signal }) => take(api.GET('/api/programmes/{id}/due', { params: { path: { id: one.id }, query: { as_of: asOf } }, signal })),
    enabled: asOf !== '',
  })
  const extra = (
    <span className="row">
      {items.length > 1 && <Select aria-label={t('cultivation.programme')} value={one.id} style={{ width: 220 }} onChange={(id) => write({ programme: id })} options={items.map(({ id, name }) => ({ value: id, label: name }))} />}
      {may && <Button icon={<EditOutlined />} onClick={() => setEdited(true)}>{t('cultivation.edit')}</Button>}
      {may && <End one={one} />}
    </span>
  )
  const ready = due.data?.steps.reduce((sum, step) => sum + step.due, 0)
  return (
    <>
      <Card className="span-12" title={ready === undefined ? one.name : t('cultivation.dueTitle', { name: one.name, count: ready })} extra={extra} note={t('cultivation.dueNote')}>
        <Loaded query={due} height={200}>{(data) => <Steps programme={one} due={data} />}</Loaded>
      </Card>
      <Results programme={one} />
      {edited && <Edit programme={one} close={() => setEdited(false)} />}
    </>
  )
}

function End({ one }: { one: One }) {
  const { t } = useTranslation()
  const cache = useQueryClient()
  const end = useMutation({
    mutationFn: () => take(api.DELETE('/api/programmes/{id}', { params: { path: { id: one.id } } })),
    onSuccess: () => void cache.invalidateQueries({ queryKey: ['programmes'] }),
  })
  return (
    <Popconfirm title={t('cultivation.endAsk', { name: one.name })} description={t('cultivation.endText')} okText={t('cultivation.end')} onConfirm={() => end.mutate()}>
      <Button danger type="text" loading={end.isPending}>{t('cultivation.end')}</Button>
    </Popconfirm>
  )
}

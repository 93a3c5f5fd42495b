import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Input, InputNumber, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { care } from '../../look/token'
import { Card } from '../../part/card'
import { Figure, SheetTable } from '../../part/chart'
import { fullMoney, money, percent } from '../../part/format'
import { may, useMe } from '../../part/me'
import { Plot } from '../../part/plot'
import { scopeQuery, useScope } from '../../part/scope'
import { Empty, Failure, Loaded } from '../../part/state'
import { useBandName } from './band'
import { Hints } from './hints'
import { Moves } from './moves'

type Bands = Schema['ProductBands']

/** Prices is what was sold at which price, to whom, and who moved between the tiers (S1-07). */
export function Prices() {
  const scope = useScope()
  const query = scopeQuery(scope)
  const bands = useQuery({
    queryKey: ['product-bands', query],
    queryFn: ({ signal }) => take(api.GET('/api/products/bands', { params: { query }, signal })),
    enabled: scope.asOf !== '',
  })
  return (
    <Loaded query={bands} height={560}>
      {(data) => (
        <div className="grid">
          <div className="span-12"><Hints notes={data.notes} /></div>
          <BandsCard bands={data} />
          <Moves bands={data} />
          <Categories bands={data} />
        </div>
      )}
    </Loaded>
  )
}

function BandsCard({ bands }: { bands: Bands }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const { data: me } = useMe()
  const name = useBandName(bands.bands.map(({ tier }) => tier), bands.currency)
  const best = bands.bands.reduce((most, one, index) => (one.sales > (bands.bands[most]?.sales ?? -1) ? index : most), 0)
  const share = bands.bands[best]?.sales_share
  const title = share === null || share === undefined ? t('product.bandNone') : t('product.bandTitle', { band: name(best), share: percent(share, 0) })
  const sheet = {
    head: [t('product.band'), t('product.pieces'), t('product.sales'), t('product.margin'), t('product.buyers'), t('product.coverage'), t('product.firstShare'), t('product.salesShare')],
    rows: bands.bands.map((one, index) => [name(index), one.units, one.sales, one.margin, one.buyers, share100(one.coverage), share100(one.first_share), share100(one.sales_share)]),
  }
  const note = t(bands.own ? 'product.bandOwn' : 'product.bandQuintiles', { days: bands.days })
  return (
    <Card className="span-12" title={title} note={note} extra={may(me, 'setting.write') && <Tiers bands={bands} />}>
      {bands.bands.every((one) => one.units === 0) ? <Empty text={t('product.bandEmpty')} /> : (
        <div className="grid">
          <div className="span-4">
            <Plot
              name="price-bands" label={title} sheet={sheet} height={280} colour={care}
              names={bands.bands.map((_, index) => name(index))} bars={bands.bands.map((one) => one.sales)}
              write={(value) => money(value, bands.currency, lang)}
              tip={(index) => <><b>{name(index)}</b><br />{fullMoney(bands.bands[index]?.sales ?? 0, bands.currency, lang)}</>}
            />
          </div>
          <div className="span-8"><SheetTable sheet={sheet} height={280} /></div>
        </div>
      )}
    </Card>
  )
}

/** share100 is a percentage for a table, null of nothing. */
const share100 = (share: number | null) => (share === null ? null : percent(share))

function Categories({ bands }: { bands: Bands }) {
  const { t } = useTranslation()
  const name = useBandName(bands.bands.map(({ tier }) => tier), bands.currency)
  const named = bands.categories.filter((one) => one.category !== '')
  const sheet = {
    head: [t('product.band'), t('product.category'), t('product.sales'), t('product.bandShare')],
    rows: named.map((one) => [name(one.band), one.category, one.sales, share100(one.share)]),
  }
  return (
    <Card className="span-5" title={t('product.bandCategories')}>
      {named.length === 0 ? <Empty text={t('product.note.no_categories')} /> : <Figure name="price-categories" sheet={sheet} height={280}><SheetTable sheet={sheet} height={280} /></Figure>}
    </Card>
  )
}

interface Tier {
  name: string
  from: number | null
}

function Tiers({ bands }: { bands: Bands }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('product.editTiers')}</Button>
      {open && <Editor bands={bands} close={() => setOpen(false)} />}
    </>
  )
}

function Editor({ bands, close }: { bands: Bands; close: () => void }) {
  const { t } = useTranslation()
  const { shop } = useScope()
  const { message } = App.useApp()
  const cache = useQueryClient()
  const usual: Tier[] = [{ name: t('product.tierTraffic'), from: 0 }, { name: t('product.tierMain'), from: 150 }, { name: t('product.tierUp'), from: 250 }]
  const [tiers, setTiers] = useState<Tier[]>(bands.own ? bands.bands.map(({ tier }) => ({ ...tier })) : usual)
  const rising = tiers.every((one, index) => one.name.trim() !== '' && one.from !== null && (index === 0 ? one.from === 0 : one.from > (tiers[index - 1]?.from ?? 0)))
  const save = useMutation({
    mutationFn: (list: Tier[]) => take(api.PUT('/api/products/tiers', { params: { query: { shop } }, body: { tiers: list.map(({ name, from }) => ({ name, from: from ?? 0 })) } })),
    onSuccess: () => {
      void cache.invalidateQueries()
      void message.success(t('product.tiersSaved'))
      close()
    },
  })
  const set = (index: number, change: Partial<Tier>) => setTiers(tiers.map((one, at) => (at === index ? { ...one, ...change } : one)))
  return (
    <Modal open title={t('product.editTiers')} onCancel={close} okText={t('part.save')} okButtonProps={{ disabled: !rising, loading: save.isPending }} onOk={() => save.mutate(tiers)}>
      <div className="stack">
        <p className="quiet" style={{ margin: 0 }}>{t('product.tiersText')}</p>
        {tiers.map((one, index) => (
          <div key={index} className="row" style={{ flexWrap: 'nowrap' }}>
            <Input aria-label={t('product.tierName')} value={one.name} maxLength={20} onChange={(event) => set(index, { name: event.target.value })} />
            <InputNumber aria-label={t('product.tierFrom')} min={0} disabled={index === 0} value={one.from} prefix={t('product.from')} style={{ width: 160 }} onChange={(from) => set(index, { from })} />
            <Button type="text" disabled={index === 0 || tiers.length <= 2} aria-label={t('product.tierRemove')} onClick={() => setTiers(tiers.filter((_, at) => at !== index))}>×</Button>
          </div>
        ))}
        <div className="row">
          <Button disabled={tiers.length >= 6} onClick={() => setTiers([...tiers, { name: '', from: null }])}>{t('product.tierAdd')}</Button>
          {bands.own && <Button onClick={() => save.mutate([])}>{t('product.tiersReset')}</Button>}
        </div>
        {!rising && <span className="fall">{t('product.tiersMustRise')}</span>}
        {save.error && <Failure error={save.error} />}
      </div>
    </Modal>
  )
}

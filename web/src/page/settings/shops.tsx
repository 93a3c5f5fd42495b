import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { App, AutoComplete, Button, Form, Input, InputNumber, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { Card } from '../../part/card'
import { useMay } from '../../part/may'
import { Empty, Failure, Loaded } from '../../part/state'

type Shop = Schema['Shop']
type Answers = { name: string; margin: number; approval: boolean; time_zone: string }

/** Shops sets each shop's margin, time zone, and whether campaigns need a second person. */
export function Shops() {
  const { t } = useTranslation()
  const shops = useQuery({ queryKey: ['shops'], queryFn: async ({ signal }) => (await take(api.GET('/api/shops', { signal }))).items })
  return (
    <Loaded query={shops}>
      {(items) => items.length === 0
        ? <Card title={t('setting.noShops')} asOf={null}><Empty text={t('setting.noShopsText')} action={<Link to="/imports">{t('part.importFirst')}</Link>} /></Card>
        : <div className="stack" style={{ gap: 16 }}>{items.map((shop) => <ShopForm key={shop.id} shop={shop} />)}</div>}
    </Loaded>
  )
}

function ShopForm({ shop }: { shop: Shop }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const cache = useQueryClient()
  const may = useMay('setting.write')
  const save = useMutation({
    mutationFn: (answers: Answers) => take(api.PUT('/api/shops/{id}', { params: { path: { id: shop.id } }, body: { ...answers, margin: answers.margin / 100 } })),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: ['shops'] })
      void cache.invalidateQueries({ queryKey: ['me'] })
      void message.success(t('setting.saved'))
    },
  })
  return (
    <Card title={t('setting.shopTitle', { name: shop.name, platform: t(`setting.platformOf.${shop.platform}`, shop.platform), currency: shop.currency })} asOf={null}>
      <Form<Answers> layout="vertical" disabled={!may} initialValues={{ ...shop, margin: Math.round(shop.margin * 1000) / 10 }} onFinish={save.mutate}>
        <div className="grid" style={{ columnGap: 16, rowGap: 0 }}>
          <Form.Item className="span-3" name="name" label={t('setting.name')} rules={[{ required: true, message: t('part.nameNeeded') }]}><Input maxLength={200} /></Form.Item>
          <Form.Item className="span-3" name="margin" label={t('campaign.margin')} extra={t('setting.marginHint')} rules={[{ required: true, message: t('setting.needed') }]}><InputNumber min={0} max={100} precision={1} suffix="%" style={{ width: '100%' }} /></Form.Item>
          <Form.Item className="span-3" name="time_zone" label={t('import.timeZone')} extra={t('setting.zoneHint')} rules={[{ required: true, message: t('setting.needed') }]}><AutoComplete options={['Asia/Shanghai', 'Europe/London', 'America/New_York', 'UTC'].map((value) => ({ value }))} /></Form.Item>
          <Form.Item className="span-3" name="approval" label={t('setting.approval')} extra={t('setting.approvalHint')} valuePropName="checked"><Switch /></Form.Item>
        </div>
        {save.error && <div style={{ marginBottom: 12 }}><Failure error={save.error} /></div>}
        {may && <Button type="primary" htmlType="submit" loading={save.isPending}>{t('part.save')}</Button>}
      </Form>
    </Card>
  )
}

import { EditOutlined } from '@ant-design/icons'
import { Button, Table } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { Card } from '../../part/card'
import { csv, download } from '../../part/csv'
import { full, percent } from '../../part/format'
import { may, useMe } from '../../part/me'
import { Count } from '../../part/number'
import { useAddress, useScope } from '../../part/scope'
import { Edit, type Subject } from './edit'

type Use = Schema['GoodsUse']

/** Goods is how long each group of goods lasts, whence that is known, and where the merchant says otherwise. */
export function Goods({ board }: { board: Schema['DormancyBoard'] }) {
  const { t } = useTranslation()
  const { lang, shop } = useScope()
  const [, write] = useAddress()
  const { data: me } = useMe()
  const [edited, setEdited] = useState<Subject>()
  const nameOf = (one: Use) => one.name || t('dormancy.anyOrder')
  const days = (value: number | null) => (value === null ? '—' : full(Math.round(value * 10) / 10, lang))
  const learned = board.goods.filter(({ source }) => source === 'learned').length
  const own = may(me, 'setting.write')
  const save = () => download(`consumption-${board.as_of}.csv`, csv({
    head: [t('dormancy.goods'), t('dormancy.category'), t('dormancy.className'), t('dormancy.period'), t('dormancy.sourceName'), t('dormancy.events'), t('overview.customers')],
    rows: board.goods.map((one) => [nameOf(one), one.category, t(`dormancy.class.${one.class}`), one.period_days, t(`dormancy.source.${one.source}`), one.events, one.customers]),
  }))
  return (
    <Card
      className="span-12"
      title={t('dormancy.goodsTitle', { learned: full(learned, lang), all: full(board.goods.length, lang) })}
      extra={(
        <span className="row">
          <Button onClick={save}>{t('part.csv')}</Button>
          {own && <Button onClick={() => setEdited({ shop, level: 'shop', name: '', title: t('dormancy.wholeShop') })}>{t('dormancy.editShop')}</Button>}
        </span>
      )}
      note={t('dormancy.goodsNote')}
    >
      <Table<Use>
        size="small" rowKey="group" dataSource={board.goods} scroll={{ x: 900 }} pagination={{ pageSize: 12, showSizeChanger: false, hideOnSinglePage: true }}
        locale={{ emptyText: t('dormancy.noGoods') }}
        columns={[
          { title: t('dormancy.goods'), key: 'name', render: (_, one) => <button type="button" className="plain-button" style={{ textDecoration: 'underline', textAlign: 'left' }} onClick={() => write({ group: one.group, state: undefined, due_from: undefined, due_to: undefined, offset: undefined })}>{nameOf(one)}</button> },
          { title: t('dormancy.category'), key: 'category', dataIndex: 'category', width: 120 },
          { title: t('dormancy.className'), key: 'class', width: 96, render: (_, one) => t(`dormancy.class.${one.class}`) },
          {
            title: t('dormancy.period'), key: 'period', align: 'right', width: 160,
            render: (_, one) => <>{days(one.period_days)}{one.low_days !== null && one.high_days !== null && <span className="quiet small"> ({days(one.low_days)}–{days(one.high_days)})</span>}</>,
          },
          { title: t('dormancy.sourceName'), key: 'source', width: 130, render: (_, one) => <span title={t(`dormancy.sourceText.${one.source}`)}>{t(`dormancy.source.${one.source}`)}</span> },
          { title: t('dormancy.events'), key: 'events', align: 'right', width: 96, render: (_, one) => <Count value={one.events} /> },
          { title: t('dormancy.back'), key: 'back', align: 'right', width: 96, render: (_, one) => (one.back_share === null ? '—' : percent(one.back_share, 0)) },
          { title: t('overview.customers'), key: 'customers', align: 'right', width: 96, render: (_, one) => <Count value={one.customers} /> },
          {
            title: '', key: 'edit', width: 88,
            render: (_, one) => own && one.level !== 'order' && (
              <Button size="small" icon={<EditOutlined />} aria-label={t('dormancy.editOf', { goods: nameOf(one) })}
                onClick={() => setEdited({ shop, level: one.level === 'category' ? 'category' : 'product', name: one.level === 'category' ? one.category : one.key, title: nameOf(one), use: one })} />
            ),
          },
        ]}
      />
      {edited && <Edit subject={edited} close={() => setEdited(undefined)} />}
    </Card>
  )
}

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Select, Table, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { Card } from '../../part/card'
import { csv, download } from '../../part/csv'
import { day, full } from '../../part/format'
import { SaveSegment } from '../../part/save-segment'
import { scopeQuery, useAddress, useScope } from '../../part/scope'
import { Failure } from '../../part/state'
import { causes, ruleOf, stateColour, states, wantedOf } from './filter'

type Sleeper = Schema['Sleeper']

/** useSentence puts a reason together in the reader's language; English where the language lacks it. */
export function useSentence() {
  const { t, i18n } = useTranslation()
  const { lang } = useScope()
  return ({ code, params, text }: Schema['Reason']) => {
    if (!code) return ''
    const key = `dormancy.reason.${code.replaceAll('.', '_')}`
    const shown = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? day(value, lang) : value]))
    return i18n.exists(key) ? t(key, shown) : text
  }
}

/** Sleepers lists customers with the sentence that says why; its conditions stand in the address. */
export function Sleepers({ goods }: { goods: { group: number, name: string }[] }) {
  const { t } = useTranslation()
  const { lang, asOf, ...scope } = useScope()
  const [search, write] = useAddress()
  const wanted = wantedOf(search)
  const sentence = useSentence()
  const limit = 20
  const offset = Number(search.offset ?? 0) || 0
  const query = { ...scopeQuery({ lang, asOf, ...scope }), ...wanted, limit, offset } as never
  const list = useQuery({
    queryKey: ['sleepers', query],
    queryFn: ({ signal }) => take(api.GET('/api/dormancy/customers', { params: { query }, signal })),
    placeholderData: keepPreviousData,
    enabled: asOf !== '',
  })
  const groupName = goods.find(({ group }) => group === wanted.group)?.name
  const rule = ruleOf(wanted, groupName)
  const total = list.data?.total ?? 0
  const save = () => download(`dormancy-customers-${asOf}.csv`, csv({
    head: ['id', t('dormancy.stateName'), t('dormancy.dueDay'), t('dormancy.goods'), t('dormancy.why'), t('dormancy.qualityName'), t('dormancy.causeName'), t('dormancy.evidence')],
    rows: (list.data?.items ?? []).map((one) => [one.id, t(`dormancy.state.${one.state}`), one.due_day ?? null, one.due_goods, [sentence(one.reason), sentence(one.next)].filter(Boolean).join(' '),
      one.quality ? t(`dormancy.quality.${one.quality}`) : '', one.cause ? t(`dormancy.cause.${one.cause}`) : '', sentence(one.why)]),
  }))
  const narrow = (change: object) => write({ ...change, offset: undefined })
  const choice = (label: string, value: string | undefined, options: { value: string; label: string }[], key: string) => (
    <Select aria-label={label} value={value} placeholder={label} allowClear style={{ width: 152 }} options={options}
      onChange={(next?: string) => narrow({ [key]: next })} onClear={() => narrow({ [key]: undefined })} />
  )
  return (
    <Card
      className="span-12"
      title={t('dormancy.list', { customers: full(total, lang) })}
      extra={(
        <span className="row">
          <Button onClick={save} disabled={total === 0}>{t('part.csv')}</Button>
          <Link to="/customers" search={{ rule } as never}><Button tabIndex={-1} disabled={total === 0}>{t('dormancy.asCustomers')}</Button></Link>
          <SaveSegment rule={rule} name={t('dormancy.segmentName', { day: day(asOf, lang) })} size={total} />
        </span>
      )}
      note={t('dormancy.listNote')}
    >
      <div className="row" style={{ flexWrap: 'wrap', gap: 8, marginBottom: 8 }}>
        {choice(t('dormancy.stateName'), wanted.state, [...states, 'never_bought', 'unknown'].map((value) => ({ value, label: t(`dormancy.state.${value}`) })), 'state')}
        {choice(t('dormancy.qualityName'), wanted.quality, ['high', 'low'].map((value) => ({ value, label: t(`dormancy.quality.${value}`) })), 'quality')}
        {choice(t('dormancy.causeName'), wanted.cause, causes.map((value) => ({ value, label: t(`dormancy.cause.${value}`) })), 'cause')}
        {wanted.due_from && (
          <Tag closable onClose={() => narrow({ due_from: undefined, due_to: undefined })}>
            {t('dormancy.dueOn', { day: wanted.due_to && wanted.due_to !== wanted.due_from ? `${day(wanted.due_from, lang)} – ${day(wanted.due_to, lang)}` : day(wanted.due_from, lang) })}
          </Tag>
        )}
        {wanted.group !== undefined && <Tag closable onClose={() => narrow({ group: undefined })}>{groupName || t('dormancy.anyOrder')}</Tag>}
      </div>
      {list.error ? <Failure error={list.error} retry={() => void list.refetch()} /> : (
        <Table<Sleeper>
          size="small" rowKey="id" dataSource={list.data?.items ?? []} loading={list.isFetching} scroll={{ x: 900 }}
          locale={{ emptyText: t('dormancy.noList') }}
          pagination={{ current: Math.floor(offset / limit) + 1, pageSize: limit, total, showSizeChanger: false }}
          onChange={({ current = 1 }) => write({ offset: (current - 1) * limit || undefined })}
          columns={[
            { title: t('customer.name'), key: 'name', width: 104, render: (_, one) => <Link to={`/customers/${one.id}`}>{one.name || `#${one.id}`}</Link> },
            { title: t('dormancy.stateName'), key: 'state', width: 128, render: (_, one) => <span className="stage-tag"><span className="dot" aria-hidden style={{ background: stateColour[one.state] }} />{t(`dormancy.state.${one.state}`)}</span> },
            { title: t('dormancy.dueDay'), key: 'due', width: 176, render: (_, one) => one.due_day ? <>{day(one.due_day, lang)}<br /><span className="quiet small">{one.due_goods || t('dormancy.anyOrder')}</span></> : '—' },
            { title: t('dormancy.why'), key: 'why', render: (_, one) => <>{sentence(one.reason)}{one.next.code && <div className="quiet small">{sentence(one.next)}</div>}</> },
            {
              title: t('dormancy.causeName'), key: 'cause', width: 260,
              render: (_, one) => one.cause && <><strong>{t(`dormancy.cause.${one.cause}`)}</strong> · {t(`dormancy.quality.${one.quality}`)}<br /><span className="small">{sentence(one.why)}</span></>,
            },
          ]}
        />
      )}
    </Card>
  )
}

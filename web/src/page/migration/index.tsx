// Movement: who rose, who fell, and where does it lead?
import { useQuery } from '@tanstack/react-query'
import { DatePicker, Segmented } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { api, take } from '../../api/client'
import { Screen } from '../../part/screen'
import { useAddress, useScope } from '../../part/scope'
import { Loaded } from '../../part/state'
import { MatrixCard } from './matrix'
import { ProjectionCard } from './projection'

const kinds = ['stage', 'ladder', 'rfm', 'dormancy', 'grid'] as const
type Kind = (typeof kinds)[number]

export default function Migration() {
  const { t } = useTranslation()
  const { shop, asOf } = useScope()
  const [search] = useAddress()
  const of: Kind = kinds.find((one) => one === search.of) ?? 'stage'
  const from = typeof search.from === 'string' ? search.from : asOf && dayjs(asOf).subtract(30, 'day').format('YYYY-MM-DD')
  const query = { shop, to: asOf, from, of }
  const migration = useQuery({
    queryKey: ['migration', query],
    queryFn: ({ signal }) => take(api.GET('/api/migration', { params: { query }, signal })),
    enabled: asOf !== '',
  })
  return (
    <Screen title={t('nav.migration')} question={t('migration.question')} extra={asOf && <Tools of={of} from={from} />}>
      <Loaded query={migration} height={560}>
        {(data) => (
          <div className="grid">
            <MatrixCard migration={data} />
            {(of === 'stage' || of === 'ladder' || of === 'rfm') && <ProjectionCard of={of} />}
          </div>
        )}
      </Loaded>
    </Screen>
  )
}

function Tools({ of, from }: { of: Kind; from: string }) {
  const { t } = useTranslation()
  const { asOf } = useScope()
  const [, write] = useAddress()
  return (
    <div className="row">
      <Segmented aria-label={t('migration.of')} value={of} options={kinds.map((value) => ({ value, label: t(`migration.kind.${value}`) }))} onChange={(value) => write({ of: value })} />
      <label className="row">
        <span className="quiet">{t('migration.since')}</span>
        <DatePicker value={dayjs(from)} maxDate={dayjs(asOf).subtract(1, 'day')} allowClear={false} showNow={false} onChange={(value) => write({ from: dayjs(value).format('YYYY-MM-DD') })} />
      </label>
    </div>
  )
}

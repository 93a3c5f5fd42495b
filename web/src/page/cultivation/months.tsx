import { Link } from '@tanstack/react-router'
import { Table } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { Card } from '../../part/card'
import { full, percent } from '../../part/format'
import { Download } from '../../part/download'
import { useScope } from '../../part/scope'
import { Empty } from '../../part/state'
import { monthRule, states } from './line'

type Month = Schema['CultivationMonth']

/** Months is where the new customers of each month stand. */
export function Months({ board }: { board: Schema['CultivationBoard'] }) {
  const { t } = useTranslation()
  const sheet = {
    head: [t('cultivation.month'), ...states.map((one) => t(`cultivation.state.${one}`)), t('cultivation.sum'), t('cultivation.matured', { days: board.matured_days })],
    rows: board.months.map((one) => [one.month, ...one.states, one.customers, one.matured]),
  }
  const back = ({ matured, ripe }: Month) => (matured > 0 ? percent(((ripe[2] ?? 0) + (ripe[3] ?? 0)) / matured) : t('cultivation.tooYoung'))
  return (
    <Card className="span-5" title={t('cultivation.monthsTitle')} asOf={board.as_of} extra={<Download name="cultivation-months" sheet={sheet} />} note={t('cultivation.monthsNote', { days: board.matured_days })}>
      {board.months.length === 0 ? <Empty text={t('cultivation.nobody')} /> : (
        <Table<Month>
          size="small" rowKey="month" pagination={board.months.length > 12 ? { pageSize: 12, showSizeChanger: false } : false} dataSource={board.months.toReversed()}
          columns={[
            { title: t('cultivation.month'), dataIndex: 'month', width: 84 },
            ...states.map((state, i) => ({ title: t(`cultivation.state.${state}`), key: state, align: 'right' as const, render: (_: unknown, one: Month) => <Door customers={one.states[i] ?? 0} search={{ rule: monthRule(board, one.month, state) }} /> })),
            { title: t('cultivation.back'), align: 'right', width: 96, render: (_, one) => back(one) },
          ]}
        />
      )}
    </Card>
  )
}

function Door({ customers, search }: { customers: number; search: object }) {
  const { lang } = useScope()
  return customers === 0 ? <span className="quiet">0</span> : <Link to="/customers" search={search as never}>{full(customers, lang)}</Link>
}

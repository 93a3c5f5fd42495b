import { Grid, Select, Table, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { Card } from '../../part/card'
import type { Inspection, Targets } from './draft'

type Column = Inspection['columns'][number]

interface MappingTableProps {
  found: Inspection
  targets: Targets
  onChange: (targets: Targets) => void
}

/** MappingTable lets a person say what each column of the file means. */
export function MappingTable({ found, targets, onChange }: MappingTableProps) {
  const { t } = useTranslation()
  const { sm = true } = Grid.useBreakpoint()
  const used = Object.values(targets).filter(Boolean).length
  const options = [
    { value: '', label: t('import.ignored') },
    ...found.targets.map(({ id, label, required }) => ({ value: id, label: t(`kind.target.${found.kind}.${id}`, t(`import.target.${id}`, label)) + (required ? ' *' : '') })),
  ]
  return (
    <Card title={t('import.mappingTitle', { used, count: found.columns.length })} asOf={null} note={t('import.mappingNote')}>
      <Table
        size="small" rowKey="name" tableLayout="fixed" pagination={false} scroll={sm ? { x: 700 } : undefined} dataSource={found.columns}
        columns={[
          { title: t('import.column'), width: sm ? 200 : '48%', render: (_, column) => <div style={{ overflowWrap: 'anywhere' }}>{column.name}{!sm && <Samples values={column.sample} />}</div> },
          {
            title: t('import.means'), width: sm ? 260 : '52%',
            render: (_, column) => (
              <Select
                aria-label={t('import.meansOf', { column: column.name })} style={{ width: '100%' }} options={options} showSearch={{ optionFilterProp: 'label' }}
                value={targets[column.name] ?? ''} onChange={(target: string) => onChange({ ...targets, [column.name]: target })}
              />
            ),
          },
          ...(sm ? [{ title: t('import.sample'), render: (_: unknown, column: Column) => <Samples values={column.sample} /> }] : []),
        ]}
      />
    </Card>
  )
}

function Samples({ values }: { values: string[] }) {
  const { t } = useTranslation()
  const shown = [...new Set(values.filter(Boolean))].slice(0, 4)
  if (shown.length === 0) return <span className="quiet">{t('import.emptyColumn')}</span>
  return <span className="row" style={{ gap: 4 }}>{shown.map((value) => <Tag key={value} style={{ margin: 0, maxWidth: 'min(240px, 100%)', overflow: 'hidden', textOverflow: 'ellipsis' }}>{value}</Tag>)}</span>
}

import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { Card } from '../../part/card'

/** Rows shows the first rows of a file as they were read, personal values masked. */
export function Rows({ found }: { found: Schema['Inspection'] }) {
  const { t } = useTranslation()
  const rows = found.rows.map((cells, index) => ({ key: `row${index}`, cells: cells.map((cell, column) => ({ key: found.columns[column]?.name ?? `${column}`, cell })) }))
  return (
    <Card title={t('import.rowsTitle', { count: rows.length })} asOf={null} note={t('import.masked')}>
      <div className="chart-table" tabIndex={0}>
        <table>
          <thead><tr>{found.columns.map(({ name }) => <th key={name} scope="col" style={{ textAlign: 'left' }}>{name}</th>)}</tr></thead>
          <tbody>
            {rows.map((row) => <tr key={row.key}>{row.cells.map(({ key, cell }) => <td key={key} style={{ textAlign: 'left' }}>{cell}</td>)}</tr>)}
          </tbody>
        </table>
      </div>
    </Card>
  )
}

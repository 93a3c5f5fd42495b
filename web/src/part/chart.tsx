import { BarChartOutlined, TableOutlined } from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import type { EChartsCoreOption } from 'echarts/core'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Sheet } from './csv'
import { Download } from './download'
import { full } from './format'
import { useScope } from './scope'
import { type Pick, useChart } from './use-chart'

interface FigureProps {
  /** Name of the exported file, without its ending. */
  name: string
  /** The picture's numbers as rows. */
  sheet: Sheet
  height?: number
  /** Opens what row i stands for; makes the table's first column a door. */
  onRow?: (index: number) => void
  children: ReactNode
}

/** Figure is a picture with its numbers behind it: as a table on demand, as csv or xlsx to take away. */
export function Figure({ name, sheet, height = 280, onRow, children }: FigureProps) {
  const { t } = useTranslation()
  const { asOf } = useScope()
  const [table, setTable] = useState(false)
  const flip = t(table ? 'part.asPicture' : 'part.asTable')
  return (
    <div>
      {table ? <SheetTable sheet={sheet} height={height} onRow={onRow} /> : children}
      <div className="chart-tools">
        <Tooltip title={flip}>
          <Button size="small" type="text" aria-label={flip} icon={table ? <BarChartOutlined /> : <TableOutlined />} onClick={() => setTable(!table)} />
        </Tooltip>
        <Download name={`${name}-${asOf}`} sheet={sheet} />
      </div>
    </div>
  )
}

interface ChartProps extends Omit<FigureProps, 'children'> {
  /** What the picture shows, for those who hear it. */
  label: string
  option: EChartsCoreOption
  onPick?: (pick: Pick) => void
}

/** Chart is a Figure drawn by ECharts. Keep option and onPick stable (useMemo, useCallback). */
export function Chart({ label, option, onPick, ...figure }: ChartProps) {
  return (
    <Figure {...figure}>
      <Picture label={label} option={option} height={figure.height ?? 280} onPick={onPick} />
    </Figure>
  )
}

interface PictureProps {
  label: string
  option: EChartsCoreOption
  height: number
  onPick?: (pick: Pick) => void
}

function Picture({ label, option, height, onPick }: PictureProps) {
  const ref = useChart(option, onPick)
  return <div ref={ref} role="img" aria-label={label} style={{ height, width: '100%' }} />
}

interface SheetTableProps {
  sheet: Sheet
  height: number
  onRow?: (index: number) => void
}

/** SheetTable is the plain table behind a chart. */
export function SheetTable({ sheet, height, onRow }: SheetTableProps) {
  const { lang } = useScope()
  return (
    <div className="chart-table" style={{ maxHeight: height }} tabIndex={0}>
      <table>
        <thead>
          <tr>{sheet.head.map((name) => <th key={name} scope="col">{name}</th>)}</tr>
        </thead>
        <tbody>
          {sheet.rows.map((row, index) => (
            <tr key={row.slice(0, 2).join('|')}>
              {row.map((value, column) => (
                <td key={sheet.head[column]}>
                  {column === 0 && onRow ? (
                    <button type="button" className="plain-button" style={{ textDecoration: 'underline' }} onClick={() => onRow(index)}>{value}</button>
                  ) : typeof value === 'number' ? full(value, lang) : value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

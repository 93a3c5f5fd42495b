export type Value = string | number | null

export interface Sheet {
  head: string[]
  rows: Value[][]
}

/** csv writes a sheet for spreadsheets: BOM, quotes, and no text that they would run as a formula. */
export function csv({ head, rows }: Sheet): string {
  const cell = (value: Value) => {
    if (value === null) return ''
    if (typeof value === 'number') return String(value)
    const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
  }
  return '\uFEFF' + [head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n'
}

/** download hands the person a file made here. */
export function download(name: string, content: string | Blob, type = 'text/csv;charset=utf-8') {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([content], { type }))
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}

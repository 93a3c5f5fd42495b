// What is shown, to take away: as csv made here, or as xlsx made by the server.
import { DownloadOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { App, Button, Dropdown } from 'antd'
import { useTranslation } from 'react-i18next'
import { Problem } from '../api/client'
import { csv, download, type Sheet } from './csv'
import { useMay } from './may'
import { sentenceOf } from './state'

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** workbook asks the server for a sheet as a workbook. */
async function workbook(name: string, { head, rows }: Sheet): Promise<Blob> {
  const answer = await fetch('/api/tables', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ name, head, rows, format: 'xlsx' }),
  })
  if (answer.ok) return answer.blob()
  const { code, detail } = (await answer.json().catch(() => ({}))) as { code?: string; detail?: string }
  throw new Problem(answer.status, code ?? '', detail ?? '')
}

/** useFormats offers csv and xlsx. */
function useFormats() {
  const { t } = useTranslation()
  return [{ key: 'csv', label: t('part.asCSV') }, { key: 'xlsx', label: t('part.asXLSX') }]
}

/** Download hands out the numbers of a picture or table. */
export function Download({ name, sheet }: { name: string; sheet: Sheet }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const make = useMutation({
    mutationFn: () => workbook(name, sheet),
    onSuccess: (blob) => download(`${name}.xlsx`, blob, xlsx),
    onError: (error) => void message.error(sentenceOf(error)),
  })
  const choose = (key: string) => (key === 'csv' ? download(`${name}.csv`, csv(sheet)) : make.mutate())
  return (
    <Dropdown trigger={['click']} menu={{ items: useFormats(), onClick: ({ key }) => choose(key) }}>
      <Button size="small" type="text" aria-label={t('part.download')} title={t('part.download')} icon={<DownloadOutlined />} loading={make.isPending} />
    </Dropdown>
  )
}

interface ExportProps {
  /** What the list of customers would be asked for. */
  query: Record<string, string | number | boolean | undefined>
}

/** ExportCustomers takes the customers of a list out as a file; the server streams and audits it. */
export function ExportCustomers({ query }: ExportProps) {
  const { t } = useTranslation()
  const named = useMay('customer.unmask')
  const plain = useFormats()
  const items = named ? [...plain, { type: 'divider' as const }, ...plain.map(({ key, label }) => ({ key: `${key} named`, label: t('part.withNames', { format: label }) }))] : plain
  const ask = (key: string) => {
    const [format = 'csv', unmask] = key.split(' ')
    const asked = Object.entries({ ...query, format, unmask: unmask ? 'true' : undefined }).filter(([, value]) => value !== undefined)
    const link = document.createElement('a')
    link.href = `/api/customers/export?${new URLSearchParams(asked.map(([name, value]) => [name, String(value)]))}`
    link.download = ''
    link.click()
  }
  return (
    <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => ask(key) }}>
      <Button title={t('part.exportCustomers')} icon={<DownloadOutlined />}>{t('part.export')}</Button>
    </Dropdown>
  )
}

import { Button, Input, Popover, Select, Tabs, type GetRef } from 'antd'
import { type RefObject, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { Card } from '../../part/card'
import { useAddress } from '../../part/scope'
import type { Draft } from './draft'
import { Labelled } from './labelled'
import { Findings } from './findings'
import { Preview } from './preview'
import { insertion, offered } from './starter'
import { TestSend } from './test-send'

type Arm = Schema['Arm']

/** Content writes what each arm gets, beside what a customer will see. */
export function Content({ draft }: { draft: Draft }) {
  const { t } = useTranslation()
  const [search, write] = useAddress()
  const { arms } = draft.body
  const arm = arms.find(({ no }) => no === Number(search.arm)) ?? arms[0]
  if (!arm) return null
  const set = (part: Partial<Arm>) => draft.change({ arms: arms.map((one) => (one.no === arm.no ? { ...one, ...part } : one)) })
  return (
    <>
      {arms.length > 1 && <Tabs activeKey={String(arm.no)} onChange={(no) => write({ arm: no === '1' ? undefined : Number(no) }, true)} items={arms.map(({ no, name }) => ({ key: String(no), label: t('campaign.armNamed', { name }) }))} />}
      <div className="grid">
        <div className="span-6 stack" style={{ gap: 16 }}>
          <Text key={arm.no} arm={arm} set={set} words={offered(draft.body)} />
          <Findings draft={draft} arm={arm} />
          <TestSend draft={draft} arm={arm} />
        </div>
        <div className="span-6"><Preview draft={draft} arm={arm} /></div>
      </div>
    </>
  )
}

function Text({ arm, set, words }: { arm: Arm; set: (part: Partial<Arm>) => void; words: string[] }) {
  const { t } = useTranslation()
  const body = useRef<GetRef<typeof Input.TextArea>>(null)
  return (
    <Card title={t('campaign.write')} asOf={null} extra={<Insert target={body} set={(text) => set({ body: text })} words={words} />}>
      <div className="stack" style={{ gap: 16 }}>
        <Labelled label={t('campaign.subject')}>
          <Input aria-label={t('campaign.subject')} value={arm.subject} maxLength={1000} onChange={(event) => set({ subject: event.target.value })} />
        </Labelled>
        <Labelled label={t('campaign.body')} hint={t('campaign.bodyHint')}>
          <Input.TextArea
            ref={body} aria-label={t('campaign.body')} value={arm.body} onChange={(event) => set({ body: event.target.value })} spellCheck={false}
            autoSize={{ minRows: 12, maxRows: 26 }} style={{ fontFamily: 'ui-monospace, Menlo, Consolas, monospace', fontSize: 13 }}
          />
        </Labelled>
      </div>
    </Card>
  )
}

interface InsertProps {
  target: RefObject<GetRef<typeof Input.TextArea> | null>
  set: (text: string) => void
  words: string[]
}

function Insert({ target, set, words }: InsertProps) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const [variable, setVariable] = useState('customer.name')
  const [fallback, setFallback] = useState('')
  const insert = () => {
    const area = target.current?.resizableTextArea?.textArea
    if (!area) return
    const { selectionStart, selectionEnd, value } = area
    set(value.slice(0, selectionStart) + insertion(variable, fallback) + value.slice(selectionEnd))
    setOpen(false)
    area.focus()
  }
  const form = (
    <form className="stack" style={{ width: 280 }} onSubmit={(event) => { event.preventDefault(); insert() }}>
      <Select aria-label={t('campaign.variable')} showSearch={{ optionFilterProp: 'label' }} value={variable} onChange={setVariable} options={words.map((name) => ({ value: name, label: t(`variable.${name.replaceAll('.', '_')}`) }))} />
      <Input aria-label={t('campaign.fallback')} placeholder={t('campaign.fallback')} value={fallback} onChange={(event) => setFallback(event.target.value)} />
      <span className="quiet small">{t('campaign.fallbackHint')}</span>
      <Button type="primary" htmlType="submit">{t('campaign.insert')}</Button>
    </form>
  )
  return <Popover trigger="click" open={open} onOpenChange={setOpen} content={form} placement="bottomRight"><Button size="small">{t('campaign.insertVariable')}</Button></Popover>
}

import { Alert, Button, Form, Select, Spin } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Card } from '../../part/card'
import { count } from '../../part/format'
import { useScope } from '../../part/scope'
import { Failure } from '../../part/state'
import { Details } from './details'
import { Doubts } from './doubts'
import { type Answers, asKind, type Draft, type Inspection, mappingOf, meanings, say, type Said, type Targets } from './draft'
import { MappingTable } from './mapping'
import { Rows } from './rows'
import { useDraft } from './use-draft'
import { Words } from './words'
import { Written } from './written'

interface CheckProps {
  found: Inspection
  back: () => void
  started: (job: string) => void
}

/** Check shows what was guessed about a file, to correct it before anything is stored. */
export function Check({ found: first, back, started }: CheckProps) {
  const { draft, found: read, change, reading, error } = useDraft(first)
  const found = useMemo(() => ({ ...asKind(read, draft.kind), preset: draft.preset === 'auto' ? asKind(read, draft.kind).preset : draft.preset }), [read, draft.kind, draft.preset])
  const retarget = (targets: Targets) => change({ ...draft, targets, touched: true }, { mapping: mappingOf(targets), take: false })
  const write = (said: Said, anew = false) => change({ ...draft, said }, { mapping: anew || !draft.touched ? undefined : mappingOf(draft.targets), take: false })
  const choose = (kind: string) => {
    const next = asKind(read, kind)
    change({ ...draft, kind, chosen: true, targets: meanings(next), touched: false, preset: next.preset || 'auto' }, { take: true })
  }
  const lettered = read.columns.length > 0
  return (
    <>
      <Head found={found} read={read} draft={draft} lettered={lettered} back={back} choose={choose}>
        {error && <Failure error={error} />}
        <Doubts found={read} draft={draft} say={(said) => write(said, draft.said.encoding !== said.encoding)} />
      </Head>
      {lettered && (
        <Spin spinning={reading} delay={400}>
          <div className="stack" style={{ gap: 16 }}>
            <Written found={read} said={draft.said} write={(change_) => write(say(draft.said, change_), 'encoding' in change_ || 'sheet' in change_)} />
            {draft.kind === 'orders' && <Words words={draft.words} said={draft.said} write={(words) => change({ ...draft, said: say(draft.said, { words }) })} />}
            <MappingTable found={found} targets={draft.targets} onChange={retarget} />
            <Details
              key={draft.kind}
              found={found}
              draft={draft}
              reading={reading}
              keep={(answers: Answers) => change({ ...draft, answers })}
              apply={({ kind, mapping, format }) => change({ ...draft, kind, chosen: true, touched: true, preset: 'auto', said: say(draft.said, format) }, { mapping, take: true })}
              choosePreset={(preset) => change({ ...draft, preset, chosen: true, touched: false }, { preset, take: true })}
              started={started}
            />
            <Rows found={found} />
          </div>
        </Spin>
      )}
    </>
  )
}

interface HeadProps {
  found: Inspection
  read: Inspection
  draft: Draft
  lettered: boolean
  back: () => void
  choose: (kind: string) => void
  children: React.ReactNode
}

function Head({ found, read, draft, lettered, back, choose, children }: HeadProps) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const title = useTitle(found, lettered)
  const guessed = !found.preset && Object.values(draft.targets).some(Boolean)
  return (
    <Card title={title} asOf={null} note={t('import.fileSize', { size: count(found.size, lang) })} extra={<Button size="small" onClick={back}>{t('import.other')}</Button>}>
      <div className="stack" style={{ gap: 16 }}>
        {read.warnings.filter(({ code }) => draft.kind === read.kind || code !== 'import.not_recognised').map(({ code, text }) => {
          const key = code === 'import.not_recognised' && guessed ? 'guessed' : code.replace(/^[a-z]+\./, '')
          return <Alert key={code + text} type="warning" showIcon title={t(`import.warning.${key}`, text)} />
        })}
        {lettered && <KindOfData found={found} choose={choose} />}
        {children}
      </div>
    </Card>
  )
}

function useTitle(found: Inspection, lettered: boolean): string {
  const { t } = useTranslation()
  if (!lettered) return t('import.lettersOpen', { file: found.file_name })
  if (!found.preset) return t('import.notRecognised', { file: found.file_name })
  const preset = t(`import.presetOf.${found.preset}`, t(`kind.preset.${found.preset}`, found.presets.find(({ id }) => id === found.preset)?.label ?? found.preset))
  if (found.kind === 'orders') return t('import.recognised', { file: found.file_name, preset })
  return t('kind.recognised', { file: found.file_name, kind: t(`kind.of.${found.kind}`), preset })
}

function KindOfData({ found, choose }: { found: Inspection; choose: (kind: string) => void }) {
  const { t } = useTranslation()
  return (
    <Form layout="vertical">
      <Form.Item label={t('kind.label')} extra={t('kind.hint')} style={{ marginBottom: 0, maxWidth: 420 }}>
        <Select aria-label={t('kind.label')} value={found.kind} onChange={choose} options={found.kinds.map(({ id, label }) => ({ value: id, label: t(`kind.of.${id}`, label) }))} />
      </Form.Item>
    </Form>
  )
}

// What a person has said of a file before its import, and what follows from it.
import type { Schema } from '../../api/client'
import { day } from '../../part/format'
import type { Lang } from '../../lang'

export type Inspection = Schema['Inspection']
export type Doubt = Schema['ImportDoubt']
export type Word = Schema['ImportWord']

/** Said is what a person says of the way a file is written; what is left out is found out. */
export type Said = Schema['Format']

/** Targets say what each column means; an empty one is not imported. */
export type Targets = Record<string, string>

/** Answers are what the form asks besides. */
export interface Answers {
  shop: string
  currency?: string
  time_zone?: string
  country?: string
  consent?: string
  save_as?: string
}

/** Draft is all that was said of one file. */
export interface Draft {
  kind: string
  /** The person chose the kind. */
  chosen: boolean
  preset: string
  targets: Targets
  /** The targets are no longer the server's own. */
  touched: boolean
  said: Said
  /** What the person was asked, with the answers in said. */
  asked: Doubt[]
  words: Word[]
  answers?: Answers
}

/** States are what a word for the state of an order can mean. */
export const states = ['unpaid', 'paid', 'shipped', 'finished', 'closed'] as const

/** asKind is what was found about a file when it is read as one kind of facts. */
export function asKind(found: Inspection, kind: string): Inspection {
  const reading = found.kinds.find(({ id }) => id === kind)
  if (!reading) return found
  const columns = found.columns.map((column) => ({ ...column, target: reading.mapping[column.name] ?? '' }))
  return { ...found, kind, preset: namedPreset(reading), presets: reading.presets, targets: reading.targets, columns }
}

/** namedPreset is the preset of a reading, '' for one that only stands for a mapping. */
function namedPreset({ preset, presets }: { preset: string; presets: Schema['Choice'][] }): string {
  return presets.some(({ id }) => id === preset) ? preset : ''
}

/** meanings are the targets that the server found. */
export function meanings(found: Inspection): Targets {
  return Object.fromEntries(found.columns.map(({ name, target }) => [name, target]))
}

/** unmapped are the required targets that no column brings. */
export function unmapped(found: Inspection, targets: Targets): string[] {
  const given = new Set(Object.values(targets))
  return found.targets.filter(({ id, required }) => required && !given.has(id)).map(({ id }) => id)
}

/** fresh is a draft before anybody said anything. */
export function fresh(found: Inspection): Draft {
  const first = asKind(found, found.kind)
  return { kind: found.kind, chosen: false, preset: found.preset || 'auto', targets: meanings(first), touched: false, said: {}, asked: found.doubts, words: found.words }
}

/** The part of what is said that answers each doubt. */
const answered: Record<Doubt['code'], 'dates' | 'decimal' | 'encoding'> = {
  'import.dates_doubtful': 'dates',
  'import.decimal_doubtful': 'decimal',
  'import.encoding_doubtful': 'encoding',
}

/** answerTo is what was said to a doubt. */
export function answerTo(doubt: Doubt, said: Said): string | undefined {
  return said[answered[doubt.code]] || undefined
}

/** say gives, or takes back, one answer. */
export function say(said: Said, change: Partial<Said>): Said {
  return Object.fromEntries(Object.entries({ ...said, ...change }).filter(([, value]) => value !== undefined && value !== ''))
}

/** answer is what is said after a doubt was answered. */
export function answer(said: Said, doubt: Doubt, value: string | undefined): Said {
  return say(said, { [answered[doubt.code]]: value })
}

/** open are the doubts that nobody answered yet. */
export function open({ asked, said }: Draft): Doubt[] {
  return asked.filter((one) => !answerTo(one, said))
}

/** sameColumns tells whether two readings of a file have the same headers. */
export function sameColumns(a: Inspection, b: Inspection): boolean {
  return a.columns.length === b.columns.length && a.columns.every(({ name }, index) => name === b.columns[index]?.name)
}

/** absorb is a draft after the file was read anew: what was asked and answered stays to be seen. */
export function absorb(draft: Draft, before: Inspection, now: Inspection, take: boolean): Draft {
  const asked = [...now.doubts, ...draft.asked.filter((one) => answerTo(one, draft.said) && !now.doubts.some(({ code }) => code === one.code))]
  const words = [...now.words, ...draft.words.filter(({ word }) => draft.said.words?.[word] && !now.words.some((one) => one.word === word))]
  if (!take && sameColumns(before, now)) return { ...draft, asked, words }
  const kind = draft.chosen ? draft.kind : now.kind
  return { ...draft, kind, targets: meanings(asKind(now, kind)), touched: take && draft.touched, preset: draft.touched ? draft.preset : now.preset || 'auto', asked, words }
}

/** mappingOf is the mapping that is sent: the columns that mean something. */
export function mappingOf(targets: Targets): Targets {
  return Object.fromEntries(Object.entries(targets).filter(([, target]) => target))
}

/** startOf is the import that a draft asks for. */
export function startOf(found: Inspection, draft: Draft, answers: Answers, known: boolean) {
  const own = draft.touched || !found.preset || Boolean(answers.save_as)
  const { shop, consent, save_as, country, currency, time_zone } = answers
  const settings = known ? {} : { country: country || undefined, currency: currency || undefined, time_zone: time_zone || undefined }
  return {
    ...draft.said, ...settings, shop: shop ?? '', consent: consent || undefined, save_as: save_as || undefined, preset: draft.preset, kind: draft.kind, upload: found.upload,
    mapping: own ? mappingOf(draft.targets) : undefined,
  }
}

/** dayOf is a cell such as 3/4/2023 read in an order of its parts, in words; '' when it is no such day. */
export function dayOf(cell: string, order: string, lang: Lang): string {
  const parts = /^\s*(\d{1,4})\D(\d{1,2})\D(\d{1,4})/.exec(cell)
  if (!parts) return ''
  const [one = '', two = '', three = ''] = parts.slice(1)
  const [year, month, date] = order === 'ymd' ? [one, two, three] : order === 'dmy' ? [three, two, one] : [three, one, two]
  const full = year.length <= 2 ? `20${year.padStart(2, '0')}` : year
  return day(`${full}-${month}-${date}`, lang)
}

/** amountOf is a cell such as 1.234 read with a decimal sign; '' when it is no number. */
export function amountOf(cell: string, decimal: string, lang: Lang): string {
  const other = decimal === ',' ? '.' : ','
  const value = Number(cell.replaceAll(other, '').replace(decimal, '.').replace(/[^\d.-]/g, ''))
  return /\d/.test(cell) && Number.isFinite(value) ? new Intl.NumberFormat(lang === 'zh' ? 'zh-CN' : 'en-GB', { maximumFractionDigits: 4 }).format(value) : ''
}

/** Every time zone that this browser knows, and the one that is there already. */
export function timeZones(present?: string): string[] {
  const all = Intl.supportedValuesOf('timeZone')
  return [...new Set([...(present ? [present] : []), 'UTC', ...all])]
}

// Drafts live as long as the page is open, by the name of the upload, so that an import that fails comes back to them.
const drafts = new Map<string, { found: Inspection; draft: Draft }>()

export const keptDraft = (upload: string) => drafts.get(upload)
export const keepDraft = (found: Inspection, draft: Draft) => void drafts.set(found.upload, { found, draft })
export const dropDraft = (upload: string) => void drafts.delete(upload)

// What a rule may ask, in the words of the reader's language.
import { useQuery } from '@tanstack/react-query'
import type { OptionGroup } from 'react-querybuilder'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { ladders } from '../../look/token'
import { matches, specials } from './query'

export type Field = Schema['Field']
export type Named = { name: string; label: string }

/** useFields are the fields of rules as the server knows them. */
export function useFields() {
  return useQuery({
    queryKey: ['segments', 'fields'],
    staleTime: Infinity,
    queryFn: async ({ signal }) => (await take(api.GET('/api/segments/fields', { signal }))).fields,
  })
}

// The order in which one looks for a field; groups of a newer server follow.
const order = ['stage', 'rhythm', 'money', 'score', 'place', 'person']
const rank = (group: string) => (order.includes(group) ? order.indexOf(group) : order.length)

/** useFieldMenu is the menu of fields, in groups, the special conditions last. */
export function useFieldMenu(fields: Field[]): OptionGroup<Named>[] {
  const { t } = useTranslation()
  return useMemo(() => {
    const names = [...new Set(fields.map((field) => field.group))].toSorted((a, b) => rank(a) - rank(b))
    const groups = names.map((name) => ({
      label: t(`field.group.${name}`, name),
      options: fields.filter(({ group }) => group === name).map((field) => ({ name: field.name, label: t(`field.name.${field.name}`, field.name) })),
    }))
    const special = { label: t('field.group.behaviour'), options: specials.map((name) => ({ name, label: t(`field.special.${name}`) })) }
    return [...groups, special]
  }, [fields, t])
}

/** useOperators gives the operators of a field, in words that fit its type. */
export function useOperators(fields: Field[]): (name: string) => Named[] {
  const { t } = useTranslation()
  return useMemo(() => (name: string) => {
    const field = fields.find((one) => one.name === name)
    if (!field) return [{ name: matches, label: t('field.op.matches') }]
    const day = field.type === 'day'
    return field.ops.map((op) => ({ name: op, label: t(day ? [`field.dayOp.${op}`, `field.op.${op}`] : `field.op.${op}`) }))
  }, [fields, t])
}

/** useChoices gives the values of a choice, in words. */
export function useChoices(field: Field | undefined): { value: string; label: string }[] {
  const { t } = useTranslation()
  return (field?.choices ?? []).map((value) => {
    const area = field?.name === 'stage' ? 'stage' : (ladders as readonly string[]).includes(value) ? 'ladder' : 'field.choice'
    return { value, label: t(`${area}.${value}`, value) }
  })
}

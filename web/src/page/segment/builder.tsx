import { antdControlElements, AntDActionElement, AntDNotToggle, AntDValueSelector, QueryBuilderAntD, type AntDActionProps } from '@react-querybuilder/antd'
import { DeleteOutlined, PlusOutlined, PlusSquareOutlined } from '@ant-design/icons'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { QueryBuilder, type ActionProps, type NotToggleProps, type Translations, type VersatileSelectorProps } from 'react-querybuilder'
import { type Field, useFieldMenu, useOperators } from './language'
import { beginning, isSpecial, matches, type Query } from './query'
import { type BuilderContext, ValueEditor } from './value'

// The skin gives its controls a title only; those who cannot see need a label.
const Selector = (props: VersatileSelectorProps) => <AntDValueSelector {...props} aria-label={props.title} popupMatchSelectWidth={false} />
const Operator = (props: VersatileSelectorProps) => (props.value === matches ? null : <Selector {...props} />)
const Not = (props: NotToggleProps) => <AntDNotToggle {...props} aria-label={props.title} unCheckedChildren={props.label} />

const Add = (props: ActionProps) => <AntDActionElement {...(props as AntDActionProps)} type="default" size="small" icon={<PlusOutlined />} aria-label={props.title} />
const AddGroup = (props: ActionProps) => <AntDActionElement {...(props as AntDActionProps)} type="default" size="small" icon={<PlusSquareOutlined />} aria-label={props.title} />
const Remove = (props: ActionProps) => <AntDActionElement {...(props as AntDActionProps)} type="text" size="small" label={<DeleteOutlined />} aria-label={props.title} />

const controls = {
  ...antdControlElements,
  valueEditor: ValueEditor,
  fieldSelector: Selector,
  operatorSelector: Operator,
  combinatorSelector: Selector,
  notToggle: Not,
  addRuleAction: Add,
  addGroupAction: AddGroup,
  removeRuleAction: Remove,
  removeGroupAction: Remove,
}

interface BuilderProps {
  fields: Field[]
  query: Query
  onChange: (query: Query) => void
  disabled?: boolean
}

/** Builder draws a rule as nested groups of conditions to click together. */
export function Builder({ fields, query, onChange, disabled }: BuilderProps) {
  const menu = useFieldMenu(fields)
  const operators = useOperators(fields)
  const words = useWords()
  const combinators = useCombinators()
  const context = useMemo<BuilderContext>(() => ({ fields }), [fields])
  const typeOf = (name: string) => fields.find((field) => field.name === name)?.type
  return (
    <QueryBuilderAntD>
      <QueryBuilder
        fields={menu}
        query={query}
        onQueryChange={(next) => onChange(next as Query)}
        getOperators={operators}
        getDefaultOperator={(name) => (isSpecial(name) ? matches : defaultOperator(fields, name))}
        getDefaultValue={(rule) => beginning(rule.field, typeOf(rule.field))}
        combinators={combinators}
        translations={words}
        controlElements={controls}
        controlClassnames={{ queryBuilder: 'rule-builder' }}
        context={context}
        showNotToggle
        addRuleToNewGroups
        resetOnOperatorChange={false}
        disabled={disabled}
      />
    </QueryBuilderAntD>
  )
}

function defaultOperator(fields: Field[], name: string): string {
  const field = fields.find((one) => one.name === name)
  const wish = field?.type === 'choice' ? 'in' : field?.type === 'text' ? 'eq' : 'ge'
  return field?.ops.includes(wish) ? wish : (field?.ops[0] ?? 'eq')
}

function useCombinators() {
  const { t } = useTranslation()
  return useMemo(() => [{ name: 'and', label: t('segment.and') }, { name: 'or', label: t('segment.or') }], [t])
}

function useWords(): Partial<Translations> {
  const { t } = useTranslation()
  return useMemo(() => ({
    addRule: { label: t('segment.addRule'), title: t('segment.addRule') },
    addGroup: { label: t('segment.addGroup'), title: t('segment.addGroup') },
    removeRule: { label: '', title: t('segment.removeRule') },
    removeGroup: { label: '', title: t('segment.removeGroup') },
    fields: { title: t('segment.field'), placeholderLabel: '', placeholderName: '~', placeholderGroupLabel: '' },
    operators: { title: t('segment.operator'), placeholderLabel: '', placeholderName: '~', placeholderGroupLabel: '' },
    value: { title: t('segment.value') },
    combinators: { title: t('segment.combinator') },
    notToggle: { label: t('segment.not'), title: t('segment.notTitle') },
  }), [t])
}

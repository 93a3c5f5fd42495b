// The editor of a condition's value: of a field, or of a special condition.
import type { ValueEditorProps } from 'react-querybuilder'
import { FieldValue } from './field-value'
import type { Field } from './language'
import { fit, isSpecial } from './query'
import { SpecialEditor } from './special'

/** What the builder hands to its editors. */
export interface BuilderContext {
  fields: Field[]
}

/** ValueEditor edits the value of one condition. */
export function ValueEditor({ field, operator, value, handleOnChange, context }: ValueEditorProps) {
  const { fields } = context as BuilderContext
  if (isSpecial(field)) return <SpecialEditor kind={field} value={value as unknown} onChange={handleOnChange} fields={fields} />
  if (operator === 'is_null' || operator === 'not_null') return null
  const known = fields.find((one) => one.name === field)
  return <FieldValue field={known} op={operator} value={fit(operator, value)} onChange={handleOnChange} />
}

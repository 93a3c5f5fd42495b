import type { Words } from './words'

export default import.meta.glob<Words>('./en/*.json', { import: 'default', eager: true })

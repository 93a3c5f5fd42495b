import type { Words } from './words'

export default import.meta.glob<Words>('./zh/*.json', { import: 'default', eager: true })

// The roles of the matrix: one order, one colour and one shape each, everywhere.
import type { Schema } from '../../api/client'
import { care, control, coral } from '../../look/token'

export type Role = Schema['MatrixProduct']['role']

export const roles: Role[] = ['profit', 'traffic', 'traffic_weak', 'potential', 'edge', 'new']

export const roleColour: Record<Role, string> = {
  profit: care, traffic: coral, traffic_weak: '#E0A100', potential: '#4D8B31', edge: control, new: '#94A3B8',
}

/** The shape of ECharts that a role is drawn with; colour never stands alone. */
export const roleShape: Record<Role, string> = {
  profit: 'circle', traffic: 'diamond', traffic_weak: 'triangle', potential: 'rect', edge: 'arrow', new: 'emptyCircle',
}

/** The same shapes as signs in a text. */
export const roleSign: Record<Role, string> = { profit: '●', traffic: '◆', traffic_weak: '▲', potential: '■', edge: '➤', new: '○' }

// The tokens of the look: one place for every colour that carries a meaning.

export const ink = '#1B2A41'
export const paper = '#FFFFFF'
export const ground = '#F6F5F2'
export const coral = '#D9480F'
// Coral as text or under white text: the accent itself reaches only 4.3 : 1.
export const coralText = '#C2410C'
export const care = '#0F766E'
export const marketing = coral
export const control = '#64748B'
export const muted = '#55617A'
export const line = '#E3E1DA'

export const stages = ['after_sale', 'active', 'silent', 'sleeping', 'lost', 'dead'] as const
export type Stage = (typeof stages)[number]

export const stageColour: Record<string, string> = {
  prospect: '#94A3B8',
  after_sale: '#0F766E',
  active: '#4D8B31',
  silent: '#E0A100',
  sleeping: '#E8751A',
  lost: '#A23B16',
  dead: '#6B7280',
}

export const ladders = ['new', 'regular', 'fans', 'holding', 'lapsed'] as const
export type Ladder = (typeof ladders)[number]

export const fontFamily =
  '-apple-system, BlinkMacSystemFont, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "WenQuanYi Micro Hei", sans-serif'

// One square of the matrix: how large for its people, which colour for its money.

/** side is the square's side, 0..1 of its place: the area is the share of the fullest cell. */
export function side(customers: number, most: number): number {
  if (customers <= 0 || most <= 0) return 0
  return Math.max(0.16, Math.sqrt(customers / most))
}

// From little to much net a customer; ink stays readable (4.5 : 1) on all of them.
export const shades = ['#E9E7E1', '#D2E5E1', '#AED3CC', '#82BAB1', '#55A297'] as const

/** shade is the class of net a customer, 0..4, by the quantiles of the filled cells. */
export function shade(value: number, sorted: number[]): number {
  if (sorted.length === 0) return 0
  const below = sorted.filter((one) => one < value).length
  return Math.min(shades.length - 1, Math.floor((below / sorted.length) * shades.length))
}

/** ticks are about n round values from 0 to at least the largest; steps of 1, 2 or 5. */
export function ticks(largest: number, n = 4): number[] {
  if (!(largest > 0)) return [0, 1]
  const rough = largest / n
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * ([1, 2, 5, 10].find((one) => one * power >= rough * 0.999) ?? 10)
  return Array.from({ length: Math.ceil(largest / step - 1e-9) + 1 }, (_, index) => Number((index * step).toPrecision(12)))
}

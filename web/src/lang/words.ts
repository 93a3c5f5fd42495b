export type Lang = 'zh' | 'en'

export type Words = Record<string, unknown>

const load = { zh: () => import('./zh'), en: () => import('./en') }

/** words merges the areas of one language: file overview.json holds overview.*. */
export async function words(lang: Lang): Promise<Words> {
  const { default: areas } = await load[lang]()
  return Object.fromEntries(Object.entries(areas).map(([path, area]) => [path.slice(5, -5), area]))
}

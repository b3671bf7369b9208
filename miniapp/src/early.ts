// Runs before the first paint: the host's colours, and the chunks this person will need. A classic script: no imports.
{
  const hash = new URLSearchParams(location.hash.slice(1))
  const root = document.documentElement
  const kept = (name: string): string | null => {
    try {
      return sessionStorage.getItem(name) ?? localStorage.getItem(name)
    } catch {
      return null
    }
  }

  const paint = () => {
    const theme: unknown = JSON.parse(hash.get('tgWebAppThemeParams') ?? kept('dela-theme') ?? 'null')
    if (typeof theme !== 'object' || theme === null) return
    const colours = Object.entries(theme).filter(([, colour]) => /^#[0-9a-f]{6}$/i.test(String(colour)))
    for (const [name, colour] of colours) {
      root.style.setProperty(`--tg-theme-${name.replaceAll('_', '-')}`, String(colour))
    }
    const background = String(colours.find(([name]) => name === 'bg_color')?.[1] ?? '')
    const [red = 255, green = 255, blue = 255] = (background.match(/[0-9a-f]{2}/gi) ?? []).map((pair) =>
      parseInt(pair, 16),
    )
    if (background) root.dataset.scheme = red * 299 + green * 587 + blue * 114 < 128_000 ? 'dark' : 'light'
  }
  try {
    paint()
  } catch {
    // Colours that can't be read: the defaults of the style sheet stay.
  }
  root.dataset.scheme ??= matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'

  const speaks = /"language_code":"(\w+)/.exec(hash.get('tgWebAppData') ?? '')?.[1] ?? navigator.language
  const locale = kept('dela-locale') ?? (speaks.startsWith('ru') ? 'ru' : 'en')
  root.lang = locale === 'ru' ? 'ru' : 'en'
  root.dataset.host = hash.has('tgWebAppPlatform') || kept('dela-launch') ? 'telegram' : 'browser'

  const { ru, en, telegram } = document.currentScript?.dataset ?? {}
  for (const href of [root.lang === 'ru' ? ru : en, root.dataset.host === 'telegram' ? telegram : undefined]) {
    if (href) document.head.append(Object.assign(document.createElement('link'), { rel: 'modulepreload', href }))
  }
}

/** A key that does something while nobody is writing and no sheet is open. */
export function onShortcut(key: string, run: () => void) {
  return (event: KeyboardEvent) => {
    const busy = event.target instanceof Element && event.target.closest('input, textarea, select, dialog')
    if (busy || event.ctrlKey || event.metaKey || event.altKey || event.key.toLowerCase() !== key) return
    event.preventDefault()
    run()
  }
}

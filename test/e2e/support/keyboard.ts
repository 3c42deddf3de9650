import type { RunningApp } from './launch.ts'

/** What holds the focus, as somebody without a mouse knows it, and whether it can be seen. */
export const focused = (app: RunningApp) =>
  app.page.evaluate(() => {
    const element = document.activeElement
    if (!(element instanceof HTMLElement) || element === document.body) return null
    const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : []
    const name =
      element.getAttribute('aria-label') ??
      (labels.map((label) => label.innerText).join(' ') ||
        element.innerText ||
        element.getAttribute('placeholder') ||
        '')
    // A ring may be drawn on the element, on what stands for it (a radio's dot, a table's row), or on the box around a field.
    const active = document.getElementById(element.getAttribute('aria-activedescendant') ?? '')
    const around = [element, element.nextElementSibling, element.parentElement, active].filter(
      (e) => e instanceof HTMLElement,
    )
    const ringed = around.some((one) => {
      const style = getComputedStyle(one)
      return (style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none'
    })
    const box = element.getBoundingClientRect()
    const onScreen = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight
    return {
      name: name.trim().replace(/\s+/g, ' '),
      role: element.getAttribute('role') ?? element.tagName.toLowerCase(),
      visible: element.matches(':focus-visible') && ringed && onScreen,
      html: element.outerHTML.slice(0, 200),
    }
  })

/** Presses Tab until the focus is on what is named so. Everything passed on the way must show that it has the focus. */
export const tabTo = async (app: RunningApp, name: RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> => {
  const passed: string[] = []
  for (let presses = 0; presses < 60; presses += 1) {
    await app.page.keyboard.press(key)
    const now = await focused(app)
    if (now === null) continue
    if (!now.visible) throw new Error(`the focus cannot be seen on ${now.role} "${now.name}": ${now.html}`)
    passed.push(now.name)
    if (name.test(now.name)) return
  }
  throw new Error(`no way by keyboard to ${name}; passed: ${passed.join(' | ')}`)
}

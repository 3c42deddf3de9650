import { nativeTheme } from 'electron'
import type { Settings } from '../../shared/contract/work.ts'

/** The page's own background in light and dark, so that nothing flashes before it is drawn. */
const background = { light: '#fcfcfa', dark: '#16181c' }

export const backgroundColor = (): string => background[nativeTheme.shouldUseDarkColors ? 'dark' : 'light']

export const setTheme = (theme: Settings['theme']): void => {
  nativeTheme.themeSource = theme
}

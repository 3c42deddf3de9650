import { createTheme, type MantineColorsTuple } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { Settings } from '../../shared/contract/work.ts'
import { IconChevronDown } from '../ui/icons.ts'

/** Shades only matter where Mantine computes one itself; what is seen comes from tokens.css. */
const ink: MantineColorsTuple = [
  '#eef0fa',
  '#dfe3f4',
  '#bac3e8',
  '#93a1dc',
  '#7283d1',
  '#5d70cb',
  '#4a5bb5',
  '#36479b',
  '#2b3a84',
  '#1f2c6b',
]

export const theme = createTheme({
  primaryColor: 'ink',
  primaryShade: 7,
  colors: { ink },
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  defaultRadius: 'sm',
  cursorType: 'default',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'xs' } },
    TextInput: { defaultProps: { size: 'xs' } },
    PasswordInput: { defaultProps: { size: 'xs' } },
    NumberInput: { defaultProps: { size: 'xs', allowDecimal: false, hideControls: true } },
    Select: {
      defaultProps: {
        size: 'xs',
        rightSection: <IconChevronDown size={14} aria-hidden />,
        comboboxProps: { transitionProps: { duration: 0 } },
      },
    },
    Textarea: { defaultProps: { size: 'xs' } },
    Checkbox: { defaultProps: { size: 'xs', radius: 4 } },
    Radio: { defaultProps: { size: 'xs' } },
    Switch: { defaultProps: { size: 'sm', withThumbIndicator: false } },
    SegmentedControl: { defaultProps: { size: 'xs', transitionDuration: 0 } },
    Menu: { defaultProps: { transitionProps: { duration: 0 }, position: 'bottom-end' } },
    Popover: { defaultProps: { transitionProps: { duration: 0 } } },
    Tooltip: { defaultProps: { openDelay: 400, transitionProps: { duration: 0 }, withinPortal: true } },
    // The scroll lock would add a style element; the page itself never scrolls.
    Modal: {
      defaultProps: {
        lockScroll: false,
        centered: true,
        transitionProps: { duration: 100 },
        overlayProps: { backgroundOpacity: 0.35 },
      },
    },
  },
})

const dark = () => window.matchMedia('(prefers-color-scheme: dark)')

/** The scheme to show: the operator's choice, else the system's, followed live. */
export function useColorScheme(choice: Settings['theme']): 'light' | 'dark' {
  const [systemDark, setSystemDark] = useState(() => dark().matches)
  useEffect(() => {
    const media = dark()
    const follow = () => setSystemDark(media.matches)
    media.addEventListener('change', follow)
    return () => media.removeEventListener('change', follow)
  }, [])
  return choice === 'system' ? (systemDark ? 'dark' : 'light') : choice
}

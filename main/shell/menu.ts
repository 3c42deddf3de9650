import { Menu, type MenuItemConstructorOptions } from 'electron'
import type { ShellActions } from './actions.ts'
import type { Words } from './words.ts'

interface MenuOptions {
  words: Words
  actions: ShellActions
  mac: boolean
  development: boolean
}

const separator: MenuItemConstructorOptions = { type: 'separator' }

const appMenu = ({ words, actions }: MenuOptions): MenuItemConstructorOptions => ({
  label: words.appName,
  submenu: [
    { role: 'about', label: words.about },
    { label: words.checkForUpdate, click: actions.checkForUpdate },
    separator,
    { label: words.settings, accelerator: 'CommandOrControl+,', click: () => actions.openPage('/settings') },
    separator,
    { role: 'hide', label: words.hide },
    { role: 'hideOthers', label: words.hideOthers },
    { role: 'unhide', label: words.showAll },
    separator,
    { label: words.quit, accelerator: 'Command+Q', click: actions.quit },
  ],
})

const fileMenu = ({ words, actions, mac }: MenuOptions): MenuItemConstructorOptions => ({
  label: words.file,
  submenu: [
    { label: words.syncNow, accelerator: 'CommandOrControl+R', click: actions.syncNow },
    { label: words.exportCsv, accelerator: 'CommandOrControl+E', click: () => actions.openPage('/buyers?export=1') },
    separator,
    ...(mac
      ? []
      : [
          { label: words.settings, accelerator: 'CommandOrControl+,', click: () => actions.openPage('/settings') },
          separator,
        ]),
    { role: 'close', label: words.close, accelerator: 'CommandOrControl+W' },
    ...(mac ? [] : [{ label: words.quit, accelerator: 'Control+Q', click: actions.quit }]),
  ],
})

const editMenu = ({ words }: MenuOptions): MenuItemConstructorOptions => ({
  label: words.edit,
  submenu: [
    { role: 'undo', label: words.undo },
    { role: 'redo', label: words.redo },
    separator,
    { role: 'cut', label: words.cut },
    { role: 'copy', label: words.copy },
    { role: 'paste', label: words.paste },
    { role: 'selectAll', label: words.selectAll },
  ],
})

const viewMenu = ({ words, actions, development }: MenuOptions): MenuItemConstructorOptions => {
  const pages: [string, string][] = [
    [words.today, '/'],
    [words.buyers, '/buyers'],
    [words.activity, '/activity'],
    [words.connections, '/connections'],
  ]
  return {
    label: words.view,
    submenu: [
      ...pages.map(([label, path], index) => ({
        label,
        accelerator: `CommandOrControl+${index + 1}`,
        click: () => actions.openPage(path),
      })),
      separator,
      { role: 'zoomIn', label: words.zoomIn },
      { role: 'zoomOut', label: words.zoomOut },
      { role: 'resetZoom', label: words.zoomReset },
      { role: 'togglefullscreen', label: words.fullScreen },
      ...(development ? [separator, { role: 'toggleDevTools' as const, label: words.developerTools }] : []),
    ],
  }
}

const helpMenu = ({ words, actions, mac }: MenuOptions): MenuItemConstructorOptions => ({
  label: words.help,
  role: 'help',
  submenu: [
    { label: words.guide, click: actions.openGuide },
    { label: words.dataFolder, click: actions.openDataFolder },
    ...(mac
      ? []
      : [
          { label: words.checkForUpdate, click: actions.checkForUpdate },
          { role: 'about' as const, label: words.about },
        ]),
  ],
})

/** The whole menu bar as data. Every label is ours: the OS would show its own language for bare roles. */
export const menuTemplate = (options: MenuOptions): MenuItemConstructorOptions[] => [
  ...(options.mac ? [appMenu(options)] : []),
  fileMenu(options),
  editMenu(options),
  viewMenu(options),
  {
    label: options.words.window,
    submenu: [{ role: 'minimize', label: options.words.minimize }],
  },
  helpMenu(options),
]

export const setMenu = (options: MenuOptions): void =>
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(options)))

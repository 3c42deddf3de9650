import { EventEmitter } from 'node:events'

export interface MenuItem {
  label?: string
  role?: string
  type?: string
  accelerator?: string
  submenu?: MenuItem[]
  click?: () => void
}

export class Menu {
  static application: Menu | null = null
  readonly items: MenuItem[]
  constructor(items: MenuItem[]) {
    this.items = items
  }
  static buildFromTemplate(items: MenuItem[]) {
    return new Menu(items)
  }
  static setApplicationMenu(menu: Menu | null) {
    Menu.application = menu
  }
  static getApplicationMenu() {
    return Menu.application
  }
  /** The item under these labels, from the outermost in. */
  find(labels: string[]): MenuItem | undefined {
    let level: MenuItem[] | undefined = this.items
    let found: MenuItem | undefined
    for (const label of labels) {
      found = level?.find((item) => item.label === label)
      level = found?.submenu
    }
    return found
  }
}

export class Tray extends EventEmitter {
  static readonly all: Tray[] = []
  menu: Menu | null = null
  toolTip = ''
  constructor(_image: unknown) {
    super()
    Tray.all.push(this)
  }
  setToolTip(text: string) {
    this.toolTip = text
  }
  setContextMenu(menu: Menu) {
    this.menu = menu
  }
  setImage() {}
  destroy() {}
}

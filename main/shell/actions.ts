/** What menu, tray and notifications can set off. */
export interface ShellActions {
  open(): void
  openPage(path: string): void
  syncNow(): void
  setSyncPaused(paused: boolean): void
  openGuide(): void
  openDataFolder(): void
  checkForUpdate(): void
  quit(): void
}

import type { BrowserWindow } from './window.ts'

const windows = new Set<BrowserWindow>()

export const allWindows = (): BrowserWindow[] => [...windows]
export const addWindow = (window: BrowserWindow): void => void windows.add(window)
export const removeWindow = (window: BrowserWindow): void => void windows.delete(window)

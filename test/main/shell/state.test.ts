import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openState } from '../../../main/shell/state.ts'
import { tempFolder } from '../../support/temp.ts'

const fresh = { bounds: null, maximized: false, mode: 'real', theme: 'system', language: 'ko' }

describe('the window’s own small file', () => {
  it('starts with defaults and writes nothing by itself', () => {
    const file = join(tempFolder('state'), 'window.json')
    expect(openState(file).get()).toEqual(fresh)
    expect(existsSync(file)).toBe(false)
  })

  it('is read back by the next start, and leaves no half-written file behind', () => {
    const folder = join(tempFolder('state'), 'deeper')
    const file = join(folder, 'window.json')
    const bounds = { x: 1, y: 2, width: 1000, height: 700 }
    openState(file).set({ bounds, mode: 'practice' })
    expect(openState(file).get()).toEqual({ ...fresh, bounds, mode: 'practice' })
    expect(readdirSync(folder)).toEqual(['window.json'])
  })

  it.each(['', 'not json', '[]', 'null', '7', '{"bounds":{"x":"wide"},"mode":"hacked","theme":3}'])(
    'is not stopped by %j in it',
    (text) => {
      const file = join(tempFolder('state'), 'window.json')
      writeFileSync(file, text)
      expect(openState(file).get()).toEqual(fresh)
    },
  )

  it('keeps what is good where only a part is broken', () => {
    const folder = tempFolder('state')
    mkdirSync(folder, { recursive: true })
    const file = join(folder, 'window.json')
    writeFileSync(file, '{"bounds":"broken","mode":"practice"}')
    expect(openState(file).get()).toEqual({ ...fresh, mode: 'practice' })
  })

  it('does not write when nothing changed', () => {
    const file = join(tempFolder('state'), 'window.json')
    const state = openState(file)
    state.set({ maximized: true })
    writeFileSync(file, 'touched by the test')
    state.set({ maximized: true })
    expect(readFileSync(file, 'utf8')).toBe('touched by the test')
  })
})

import { mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { tempFolder } from '../support/temp.ts'

type Stamp = Record<string, { size: number; changedAt: number; hash: string }>
interface Build {
  stampOf: (root: string, inputs: string[], before?: Stamp) => Stamp
  sameContent: (one: Stamp, other: Stamp) => boolean
  readStamp: (file: string) => Stamp
  buildIfNeeded: (options: { only: string[] }) => string[]
  staleTargets: (only: string[]) => string[]
}
const root = join(import.meta.dirname, '..', '..')
let build: Build
beforeAll(async () => {
  const module = (name: string) => import(join(root, 'scripts', name)) as Promise<Partial<Build>>
  build = { ...(await module('build/stamp.mjs')), ...(await module('build.mjs')) } as Build
})

const project = () => {
  const folder = tempFolder('stamp')
  mkdirSync(join(folder, 'src', 'deep'), { recursive: true })
  writeFileSync(join(folder, 'src', 'a.ts'), 'one')
  writeFileSync(join(folder, 'src', 'deep', 'b.ts'), 'two')
  return { folder, stamp: (before?: Stamp) => build.stampOf(folder, ['src', 'missing.json'], before) }
}

describe('what decides whether something is built', () => {
  it('is content: a touched file with the same content builds nothing', () => {
    const { folder, stamp } = project()
    const before = stamp()
    utimesSync(join(folder, 'src', 'a.ts'), 1, 1)
    expect(build.sameContent(stamp(before), before)).toBe(true)
  })

  it('sees a change, a new file and a lost file', () => {
    const { folder, stamp } = project()
    const before = stamp()
    writeFileSync(join(folder, 'src', 'a.ts'), 'three')
    expect(build.sameContent(stamp(before), before)).toBe(false)
    writeFileSync(join(folder, 'src', 'a.ts'), 'one')
    expect(build.sameContent(stamp(before), before)).toBe(true)
    writeFileSync(join(folder, 'src', 'new.ts'), '')
    expect(build.sameContent(stamp(before), before)).toBe(false)
    rmSync(join(folder, 'src', 'new.ts'))
    rmSync(join(folder, 'src', 'deep', 'b.ts'))
    expect(build.sameContent(stamp(before), before)).toBe(false)
  })

  it('takes a broken stamp as none', () => {
    const file = join(tempFolder('stamp'), 'main.json')
    writeFileSync(file, '{"src/a.ts":')
    expect(build.readStamp(file)).toEqual({})
  })
})

describe('the preload', () => {
  it('is one CommonJS file that asks for nothing but electron, and carries no schemas', () => {
    build.buildIfNeeded({ only: ['preload'] })
    const text = readFileSync(join(root, 'out', 'preload', 'preload.cjs'), 'utf8')
    const required = [...text.matchAll(/\brequire\(["'](.+?)["']\)/g)].map(([, name]) => name)
    expect(new Set(required)).toEqual(new Set(['electron']))
    expect(text).not.toMatch(/^\s*import\b|\bimport\(|zod|safeParse/m)
    expect(text.length).toBeLessThan(10_000)
  })

  it('is not built again when nothing changed', () => {
    build.buildIfNeeded({ only: ['preload'] })
    expect(build.staleTargets(['preload'])).toEqual([])
    expect(build.buildIfNeeded({ only: ['preload'] })).toEqual([])
  })
})

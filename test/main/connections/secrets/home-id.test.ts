import { fork } from 'node:child_process'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { homeId } from '../../../../main/connections/secrets/home-id.ts'
import { practiceFolderStore } from '../../../../main/connections/secrets/practice-folder-store.ts'
import { tempFolder } from '../../../support/temp.ts'

describe('the home id', () => {
  it('is made once, random, and the same ever after', () => {
    const folder = tempFolder()
    const file = join(folder, 'deep', 'home-id')
    const id = homeId(file)
    expect(id).toMatch(/^[0-9a-f]{32}$/)
    expect(homeId(file)).toBe(id)
    expect(homeId(join(folder, 'other', 'home-id'))).not.toBe(id)
    expect(readdirSync(join(folder, 'deep'))).toEqual(['home-id'])
  })

  it('is refused, never replaced, when the file holds garbage', () => {
    const file = join(tempFolder(), 'home-id')
    writeFileSync(file, 'garbage')
    expect(() => homeId(file)).toThrow(expect.objectContaining({ code: 'HOME_ID_UNREADABLE' }))
    expect(readFileSync(file, 'utf8')).toBe('garbage')
  })

  it('is one id for processes that start at the same time', async () => {
    const folder = tempFolder()
    const url = new URL('../../../../main/connections/secrets/home-id.ts', import.meta.url)
    const script = join(folder, 'child.mjs')
    writeFileSync(
      script,
      `import { homeId } from ${JSON.stringify(url.href)}; process.send(homeId(${JSON.stringify(join(folder, 'home-id'))}))`,
    )
    const ids = await Promise.all(
      [1, 2, 3, 4].map(() => new Promise((resolve) => fork(script).once('message', resolve))),
    )
    expect(new Set(ids).size).toBe(1)
  })
})

describe('the practice shop’s folder of make-believe secrets', () => {
  it('keeps values in files of this user alone', async () => {
    const folder = join(tempFolder(), 'secrets')
    const store = practiceFolderStore(folder)
    expect(await store.get('a/b')).toBeNull()
    await store.set('a/b', 'one \ud800 둘')
    expect(await practiceFolderStore(folder).get('a/b')).toBe('one \ud800 둘')
    const [file, ...more] = readdirSync(folder)
    expect(more).toEqual([])
    expect(statSync(join(folder, file ?? '')).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600)
    await store.remove('a/b')
    expect(await store.get('a/b')).toBeNull()
    await store.remove('a/b')
  })

  it('is a coded error where the folder cannot be used', async () => {
    const file = join(tempFolder(), 'file')
    writeFileSync(file, '')
    await expect(practiceFolderStore(file).set('a', 'b')).rejects.toMatchObject({ code: 'KEYCHAIN_FAILED' })
  })
})

import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { describe, expect, it, onTestFinished } from 'vitest'
import { holdHome, withProcessLock } from '../../../main/store/process-lock.ts'
import { tempFolder } from '../../support/temp.ts'

const lockFile = () => join(tempFolder('lock'), 'home.lock')
const url = new URL('../../../main/store/process-lock.ts', import.meta.url).href

const holder = async (file: string): Promise<ChildProcess> => {
  const script = join(tempFolder('holder'), 'holder.mjs')
  writeFileSync(
    script,
    `import { holdHome } from ${JSON.stringify(url)}
    const held = holdHome(process.argv[2])
    process.on('message', () => held.release())
    process.send('held')`,
  )
  const child = fork(script, [file])
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child, 'message')
  return child
}

const isFree = (file: string) => {
  try {
    holdHome(file).release()
    return true
  } catch {
    return false
  }
}

describe('the lock of a data folder', () => {
  it('lets one in and refuses the next, in this process and in another, until it is released', async () => {
    const file = lockFile()
    const held = holdHome(file)
    expect(() => holdHome(file)).toThrow(expect.objectContaining({ code: 'HOME_HELD' }))
    held.release()
    const child = await holder(file)
    expect(() => holdHome(file)).toThrow(expect.objectContaining({ code: 'HOME_HELD', retryable: true }))
    child.send('release')
    await expect.poll(() => isFree(file)).toBe(true)
  })

  it('falls with its process, however that ends', async () => {
    const file = lockFile()
    const child = await holder(file)
    expect(isFree(file)).toBe(false)
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(isFree(file)).toBe(true)
  })

  it('falls with its thread', async () => {
    const file = lockFile()
    const worker = new Worker(
      `import(${JSON.stringify(url)}).then(({ holdHome }) => {
        globalThis.held = holdHome(${JSON.stringify(file)})
        require('node:worker_threads').parentPort.postMessage('held')
        setInterval(() => {}, 1000)
      })`,
      { eval: true },
    )
    await once(worker, 'message')
    expect(isFree(file)).toBe(false)
    await worker.terminate()
    expect(isFree(file)).toBe(true)
  })

  it('is a coded error where the file cannot be one', () => {
    const folder = tempFolder('lock')
    const garbage = join(folder, 'garbage')
    writeFileSync(garbage, 'not a lock file, and longer than a header of SQLite'.repeat(50))
    for (const file of [garbage, join(folder, 'missing', 'home.lock')]) {
      expect(() => holdHome(file)).toThrow(expect.objectContaining({ code: 'LOCK_UNUSABLE' }))
    }
  })

  it('writes nothing beside its file', () => {
    const folder = tempFolder('lock')
    const held = holdHome(join(folder, 'home.lock'))
    expect(readdirSync(folder)).toEqual(['home.lock'])
    held.release()
    expect(readdirSync(folder)).toEqual(['home.lock'])
  })
})

describe('work under a lock', () => {
  it('runs one at a time and releases after a failure', async () => {
    const file = lockFile()
    let inside = 0
    let most = 0
    const work = async () => {
      inside += 1
      most = Math.max(most, inside)
      await new Promise((resolve) => setImmediate(resolve))
      inside -= 1
    }
    await Promise.all(Array.from({ length: 8 }, () => withProcessLock(file, work)))
    expect(most).toBe(1)
    await expect(withProcessLock(file, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
    expect(isFree(file)).toBe(true)
  })

  it('gives up with a coded error instead of waiting for ever', async () => {
    const file = lockFile()
    const held = holdHome(file)
    await expect(withProcessLock(file, async () => 1, 80)).rejects.toMatchObject({ code: 'LOCK_BUSY', retryable: true })
    held.release()
    expect(await withProcessLock(file, async () => 1, 80)).toBe(1)
  })
})

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { inWorker } from '../../../main/practice/in-worker.ts'
import { tempFolder } from '../../support/temp.ts'

const workerOf = (body: string): string => {
  const file = join(tempFolder('practice'), 'worker.mjs')
  writeFileSync(file, `import { parentPort, workerData } from 'node:worker_threads'\n${body}`)
  return file
}
const started = `parentPort.postMessage({ type: 'started', started: { endpoints: {}, credentials: {} } })`

it('a worker that says why it cannot start fails the start with its words', async () => {
  const file = workerOf(`parentPort.postMessage({ type: 'failed', message: 'no room' })\nsetInterval(() => {}, 1000)`)
  await expect(inWorker(file, {})).rejects.toThrow('no room')
})

it.each([
  ['throws', 'throw new Error("broken at once")', 'broken at once'],
  ['ends without a word', '', 'stopped'],
])('a worker that %s fails the start', async (_name, body, words) => {
  await expect(inWorker(workerOf(body), {})).rejects.toThrow(words)
})

it('a worker that dies takes its open calls along and says that nobody had closed it', async () => {
  const practice = await inWorker(
    workerOf(`${started}\nparentPort.on('message', () => { throw new Error('fell over') })`),
    {},
  )
  await expect(practice.control.imweb.seen()).rejects.toThrow(/fell over|stopped/)
  expect(await practice.ended).toEqual({ unexpected: true })
})

it('a worker that does not close is ended all the same', async () => {
  const practice = await inWorker(workerOf(`${started}\nparentPort.on('message', () => {})`), {})
  await practice.close()
  expect(await practice.ended).toEqual({ unexpected: false })
  await expect(practice.control.imweb.seen()).rejects.toThrow('stopped')
})

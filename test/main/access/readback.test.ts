import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { accessRig, orderOf } from './rig.ts'

const answering = async (answer: (url: string) => { status?: number; body: string }): Promise<string> => {
  const server = createServer((request, response) => {
    const { status = 200, body } = answer(request.url ?? '')
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

describe('comparing with the app’s own list', () => {
  it('finds who is missing, too many or different, over several pages, and repairs it on a click', async () => {
    const { save, connect, sync, app, handlers, granted, admitted } = await accessRig()
    for (let n = 1; n <= 130; n += 1) save(orderOf(n, n))
    await connect()
    await sync()
    await handlers['access.setReadback']({ base: app.url })
    expect(await handlers['access.reconcile']({})).toMatchObject({ theirs: 130, ours: 130, differences: 0 })
    const [first = '', second = ''] = admitted()
    app.control.forget(first)
    const other = app.control.list().find(({ buyerId }) => buyerId === second)
    if (other !== undefined) app.control.add({ ...other, products: [{ productId: '999', name: '', option: '' }] })
    app.control.add({ buyerId: 'stranger', name: '', email: '', products: [], since: null, until: null })
    const found = await handlers['access.reconcile']({})
    expect(found.items.map(({ buyerId, kind }) => [buyerId, kind])).toEqual([
      [second, 'different'],
      ['stranger', 'extra'],
      [first, 'missing'],
    ])
    for (const { name } of found.items) expect(name === '' || name.includes('*')).toBe(true)
    expect(await handlers['access.repair']({ buyerIds: ['stranger'] })).toEqual({ queued: 1 })
    expect(await handlers['access.repair']({})).toEqual({ queued: 2 })
    await sync()
    expect(await handlers['access.reconcile']({})).toMatchObject({ differences: 0 })
    expect(admitted()).toEqual(await granted())
    expect(app.control.problems()).toEqual([])
  })

  it('reads only when the app offers it, and with a signature that the app proves', async () => {
    const { connect, app, handlers } = await accessRig()
    await connect()
    await expect(handlers['access.reconcile']({})).rejects.toMatchObject({ code: 'READBACK_OFF' })
    await handlers['access.setReadback']({ base: app.url })
    app.control.setSecrets([])
    await expect(handlers['access.reconcile']({})).rejects.toMatchObject({ code: 'READBACK_UNREADABLE' })
    expect(app.control.problems()).toEqual(['401 signature'])
    await expect(async () => handlers['access.setReadback']({ base: 'http://app.example.kr' })).rejects.toMatchObject({
      code: 'ACCESS_URL_INSECURE',
    })
  })

  it.each([
    ['a page', { body: '<html></html>' }],
    ['another shape', { body: '{"buyers":[]}' }],
    ['a refusal', { status: 404, body: '{}' }],
    ['the same cursor for ever', { body: '{"items":[],"next":"1"}' }],
  ])('does not believe %s', async (_name, answer) => {
    const { connect, handlers } = await accessRig()
    await connect()
    await handlers['access.setReadback']({ base: await answering(() => answer) })
    await expect(handlers['access.reconcile']({})).rejects.toMatchObject({ code: 'READBACK_UNREADABLE' })
  })
})

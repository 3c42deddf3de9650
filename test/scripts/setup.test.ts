import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'

interface Setup {
  keytarStep: (facts: { hasAddon: boolean; hasLibsecret: boolean; failed: string | undefined; now: string }) => string
}
let setup: Setup
beforeAll(async () => {
  setup = (await import(join(import.meta.dirname, '..', '..', 'scripts', 'setup.mjs'))) as Setup
})

describe('the keychain module at each start', () => {
  const facts = { hasAddon: false, hasLibsecret: true, failed: undefined, now: 'lock linux x64' }

  it('is built where it can be and is not there', () => {
    expect(setup.keytarStep(facts)).toBe('build')
    expect(setup.keytarStep({ ...facts, hasAddon: true })).toBe('ready')
    expect(setup.keytarStep({ ...facts, hasLibsecret: false })).toBe('no-libsecret')
  })

  it('is not built a second time after it failed, until something changed', () => {
    expect(setup.keytarStep({ ...facts, failed: 'lock linux x64' })).toBe('failed-before')
    expect(setup.keytarStep({ ...facts, failed: 'older lock linux x64' })).toBe('build')
  })

  it('is used where it came meanwhile', () => {
    expect(setup.keytarStep({ ...facts, hasAddon: true, failed: 'lock linux x64' })).toBe('ready')
  })
})

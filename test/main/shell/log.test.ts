import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openLog } from '../../../main/shell/log.ts'
import { tempFolder } from '../../support/temp.ts'

it('the log file carries ids and no secrets or people', () => {
  const folder = tempFolder('log')
  const log = openLog(folder, true)
  log.info('sync ended for job 7', {
    traceId: 'abc-123',
    refreshToken: 'r3fr3sh-t0ken-value',
    email: 'kim@example.com',
  })
  log.warn('Authorization: Bearer abcdef123456 phone 010-1234-5678')
  const text = readFileSync(join(folder, 'main.log'), 'utf8')
  expect(text).toContain('sync ended for job 7')
  expect(text).toContain('abc-123')
  expect(text).not.toMatch(/r3fr3sh|kim@example|abcdef123456|1234-5678/)
})

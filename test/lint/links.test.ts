import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const pages = execFileSync('git', ['-c', 'core.quotepath=off', 'ls-files', '-co', '--exclude-standard', '*.md'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file !== '')

const deadLinks = (text: string, from: string): string[] =>
  [...text.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)]
    .map(([, target = '']) => decodeURI(target))
    .filter((target) => !/^[a-z]+:/.test(target) && !existsSync(join(from, target)))

it('notices a link that leads nowhere', () => {
  expect(deadLinks('[a](no/such.md) [b](package.json) [c](https://x.example) [d](#here)', root)).toEqual(['no/such.md'])
})

it.each(pages)('%s links only to what is there', (file) => {
  expect(deadLinks(readFileSync(join(root, file), 'utf8'), dirname(join(root, file)))).toEqual([])
})

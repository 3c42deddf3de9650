import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { banCheck } from '../../../main/products/bans.ts'
import { CsvReader, separatorOf } from '../../../main/products/import/csv.ts'
import { wholesalers } from '../../../shared/product.ts'
import { tempFolder } from '../../support/temp.ts'
import { startDomain, stored } from './practice.ts'
import { product } from './sample.ts'

const fileOf = (content: string | Buffer, name = 'old.csv') => {
  const path = join(tempFolder('import'), name)
  writeFileSync(path, content)
  return path
}

describe('CSV', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '가', ',', '"', '\n', '\r', ' ', ';', '\t'), maxLength: 6 })
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`

  it('comes back as it was written, whatever it holds and wherever it is cut', () => {
    const table = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(table, fc.constantFrom('\n', '\r\n', '\r'), fc.integer({ min: 1, max: 9 }), (rows, ending, size) => {
        const text = rows.map((row) => row.map(quoted).join(',')).join(ending)
        const reader = new CsvReader(',')
        const read = []
        for (let i = 0; i < text.length; i += size) read.push(...reader.write(text.slice(i, i + size)))
        read.push(...reader.end())
        const filled = rows.filter((row) => row.some((one) => one.trim() !== ''))
        expect(read.map((row) => row.cells)).toEqual(filled)
      }),
    )
  })

  it('without quotes, with an empty last cell, with any separator', () => {
    const reader = new CsvReader(';')
    expect([...reader.write('a;b;\r\n;x"y;3'), ...reader.end()].map((row) => row.cells)).toEqual([
      ['a', 'b', ''],
      ['', 'x"y', '3'],
    ])
    expect([separatorOf('a;b;c'), separatorOf('a\tb'), separatorOf('a,b'), separatorOf('a')]).toEqual([
      ';',
      '\t',
      ',',
      ',',
    ])
  })

  it('with a quote that never closes is an error', () => {
    const reader = new CsvReader(',')
    reader.write('a,"b\nc')
    expect(() => reader.end()).toThrow('따옴표')
  })
})

const old = `id,wholesaler_name,product_id,product_name,price,stock_quantity,category,image_url,is_active,raw_data
1,오너클랜,W000001,"스텐 텀블러, 500ml",12500,30,주방>컵,https://img.example.test/1.jpg,true,"{""a"":1}"
2,zentrade,000777,앞에 0이 있는 상품,"3,200원",,생활,,TRUE,
3,도매매,55555,품절 상품,5000,0,,,false,
4,알수없음,1,이름,100,1,,,true,
5,ownerclan,,이름,100,1,,,true,
6,ownerclan,W000002,협의 상품,협의,9999,,,true,
7,ownerclan,W000003,음수 재고,100,-5,,,true,
8,ownerclan,W000001,같은 상품 다시,1,1,,,true,
`

describe('an old table', () => {
  it.each([
    ['UTF-8', Buffer.from(old)],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${old}`)],
    ['CP949', iconv.encode(old, 'cp949')],
  ])('is shown beforehand and then taken in: %s', async (_name, bytes) => {
    const { calls, db, result } = await startDomain()
    const path = fileOf(bytes)
    const preview = await calls['imports.preview']({ path })
    expect(preview).toMatchObject({ rows: 8, importable: 4, known: 1, rejectedCount: 3, ignored: ['id'] })
    expect(preview.rejected.map((row) => row.line)).toEqual([5, 6, 8])
    expect(stored(db).size).toBe(0)
    const { jobId } = await calls['imports.start']({ path })
    expect(await result(jobId)).toMatchObject({ rows: 8, added: 4, known: 1, rejectedCount: 3 })
    const rows = stored(db)
    expect(rows.get('000777')).toMatchObject({ price: 3200, status: 'available' })
    expect(rows.get('55555')).toMatchObject({ status: 'soldout' })
    expect(rows.get('W000002')).toMatchObject({ price: null })
    expect(rows.get('W000001')).toMatchObject({ name: '스텐 텀블러, 500ml', price: 12_500 })
    expect(calls['products.raw']({ wholesaler: 'ownerclan', productId: 'W000001' })).toMatchObject({ raw: '{"a":1}' })
    expect(await calls['products.get']({ wholesaler: 'ownerclan', productId: 'W000001' })).toMatchObject({
      category: '주방 > 컵',
      stock: 30,
    })
  })

  it('never replaces what was collected, and a collect replaces what it brought', async () => {
    const { calls, service, db, run, result } = await startDomain()
    const goods = [...service.truth()].filter((one) => one.buyPrice !== '0')
    const [first, second] = goods
    const path = fileOf(`wholesaler,product_id,product_name,price\nzentrade,${first?.code},옛 이름,7\n`)
    await result((await calls['imports.start']({ path })).jobId)
    expect(stored(db).get(first?.code ?? '')?.name).toBe('옛 이름')
    await run()
    expect(stored(db).get(first?.code ?? '')?.name).toBe(first?.name.trim())
    const again = fileOf(`wholesaler,product_id,product_name,price\nzentrade,${second?.code},옛 이름,7\n`)
    expect(await result((await calls['imports.start']({ path: again })).jobId)).toMatchObject({ added: 0, known: 1 })
    expect(stored(db).get(second?.code ?? '')?.name).toBe(second?.name.trim())
  })

  it('with other headers is understood, and the wholesaler may be given', async () => {
    const { calls } = await startDomain()
    const path = fileOf('상품코드;상품명;공급가;재고\nA-1;머그;1000;5\n')
    expect(await calls['imports.preview']({ path, wholesaler: 'domeggook' })).toMatchObject({
      importable: 1,
      sample: [{ productId: 'A-1', price: 1000, stock: 5 }],
    })
    await expect(Promise.resolve(calls['imports.preview']({ path }))).rejects.toMatchObject({
      code: 'IMPORT_COLUMNS_MISSING',
    })
  })

  it.each([
    ['nothing', '', 'FILE_NOT_CSV'],
    ['an Excel file', Buffer.from([0x50, 0x4b, 3, 4, 0, 0]), 'FILE_NOT_CSV'],
    ['an open quote', 'wholesaler,product_id,product_name\nzentrade,1,"이름', 'FILE_NOT_CSV'],
  ])('%s is a coded error', async (_name, content, code) => {
    const { calls } = await startDomain()
    const path = fileOf(content)
    await expect(Promise.resolve(calls['imports.preview']({ path }))).rejects.toMatchObject({ code })
  })

  it('that is not there is a coded error', async () => {
    const { calls } = await startDomain()
    await expect(Promise.resolve(calls['imports.preview']({ path: '/nowhere/x.csv' }))).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
    })
  })
})

describe('the ban list', () => {
  it('comes from a CSV with kinds, or from one column of words', async () => {
    const { calls } = await startDomain()
    const path = fileOf(
      '종류,값,도매처,사유\n코드,W1,오너클랜,권리 침해\n브랜드,나이키,,\n모름,x,,\n단어,짝퉁,,\n단어,짝퉁,,\n',
    )
    expect(await calls['bans.import']({ path })).toEqual({
      rows: 5,
      added: 3,
      known: 1,
      rejected: [{ line: 4, reason: expect.any(String) }],
    })
    expect(await calls['bans.import']({ path: fileOf('레플리카\n명품급\n') })).toMatchObject({ added: 2 })
    const { items } = await calls['bans.list']({ limit: 100 })
    expect(items.map((ban) => [ban.kind, ban.wholesaler, ban.value])).toEqual([
      ['word', null, '명품급'],
      ['word', null, '레플리카'],
      ['word', null, '짝퉁'],
      ['brand', null, '나이키'],
      ['code', 'ownerclan', 'W1'],
    ])
    expect(() => calls['bans.add']({ kind: 'word', value: '짝 퉁', wholesaler: null, note: '' })).toThrow(
      expect.objectContaining({ code: 'BAN_KNOWN' }),
    )
  })

  it('bans exactly what contains a word, whatever the list holds besides', () => {
    const word = fc.string({ unit: fc.constantFrom('가', '나', 'a', 'B'), minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), fc.array(word, { minLength: 1, maxLength: 4 }), (words, parts) => {
        const check = banCheck(words.map((value) => ({ kind: 'word' as const, wholesaler: null, value })))
        const name = parts.join(' ')
        const plain = name.replaceAll(' ', '').toLowerCase()
        const expected = words.some((one) => plain.includes(one.toLowerCase()))
        expect(check(product({ name, keywords: [] })) !== null).toBe(expected)
      }),
    )
  })

  it('of one wholesaler does not touch the others', () => {
    for (const kind of ['code', 'word', 'brand'] as const) {
      const check = banCheck([{ kind, wholesaler: 'zentrade', value: '값' }])
      const given = {
        productId: kind === 'code' ? '값' : '1',
        name: kind === 'word' ? '값 이름' : '이름',
        brand: kind === 'brand' ? '값' : null,
        maker: null,
        keywords: [],
      }
      expect(wholesalers.filter((wholesaler) => check({ ...given, wholesaler }) !== null)).toEqual(['zentrade'])
    }
  })
})

import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import iconv from 'iconv-lite'
import { randomOf } from './orders.ts'

const nouns =
  '주걱 텀블러 보온병 충전기 의자 테이블 이불 정리함 냄비 후라이팬 양말 케이스 거치대 이어폰 선풍기 가습기 무드등 장난감 마스크 손소독제 수건 슬리퍼 우산 가방 지갑 벨트 모자 장갑 목도리 담요'.split(
    ' ',
  )
const kinds =
  '실리콘 스테인리스 무선 휴대용 접이식 방수 극세사 다용도 미니 대용량 여성 남성 아동 차량용 캠핑 주방 욕실 사무용 겨울 여름'.split(
    ' ',
  )
const syllables = Array.from({ length: 1200 }, (_, i) => String.fromCharCode(0xac00 + i * 9))

/** A vocabulary as shops have it: a few words are everywhere, thousands are rare. */
const vocabulary = (() => {
  const random = randomOf(77)
  const words = [...nouns, ...kinds]
  while (words.length < 20_000) {
    const length = 2 + Math.floor(random() * 3)
    words.push(Array.from({ length }, () => syllables[Math.floor(random() * syllables.length)]).join(''))
  }
  return words
})()

export interface FeedShape {
  products: number
  /** Roughly how many bytes of description each has. */
  description: number
}

/** Words of product `index`, always the same. */
export function benchProduct(index: number, description: number) {
  const random = randomOf(index * 2_654_435_761 + 17)
  const word = () => vocabulary[Math.floor(random() ** 3 * vocabulary.length)] ?? ''
  const words = (n: number) => Array.from({ length: n }, word).join(' ')
  const price = 500 + Math.floor(random() ** 2 * 900) * 100
  const count = random() < 0.4 ? 0 : 1 + Math.floor(random() * 4)
  return {
    code: String(index + 1).padStart(7, '0'),
    category: index % 211,
    name: words(5),
    maker: `${word()}상사`,
    model: `EX-${index}`,
    price,
    options: Array.from({ length: count }, (_, n) => ({ name: `${word()} ${n + 1}호`, price: price + n * 300 })),
    keywords: [word(), word(), word()],
    content: words(Math.floor(description / 7)),
    runout: random() < 0.05,
  }
}

const xmlOf = (index: number, description: number): string => {
  const p = benchProduct(index, description)
  const image = `https://img.zentrade.example/shop/${p.code}`
  const options = p.options.map((o) => `${o.name}^|^${o.price}^|^0^|^${image}g.jpg`).join('↑=↑\n      ')
  return `  <product code="${p.code}">
    <dome_category dome_catecode="${String(p.category).padStart(3, '0')}"><![CDATA[ 분류 ${p.category} ]]></dome_category>
    <scategory emp_catecode="1${p.category}0000" esellers_catecode="2${p.category}0000" classcode="35" />
    <prdtname><![CDATA[ ${p.name} ]]></prdtname>
    <baseinfo madein="중국" productcom="${p.maker}" brand="" model="${p.model}" />
    <price buyprice="${p.price}" consumerprice="0" taxmode="Y" />
    <listimg url1="${image}l0.jpg" url2="${image}l1.jpg" url3="" url4="" url5="" />
    <option opt1nm="${options === '' ? '' : '종류'}" opt2nm=""><![CDATA[ ${options} ]]></option>
    <content><![CDATA[ <p align="center"><img src="${image}d1.jpg"><img src="${image}d2.jpg"></p><div>${p.content}</div> ]]></content>
    <keyword><![CDATA[ ${p.keywords.join(',')} ]]></keyword>
    <status runout="${p.runout ? 1 : 0}" opendate="2026-08-20" />
  </product>
`
}

/** Writes a feed as Zentrade sends it, EUC-KR, to a file. */
export async function writeFeed(file: string, { products, description }: FeedShape): Promise<void> {
  const out = createWriteStream(file)
  out.write('<?xml version="1.0" encoding="euc-kr"?>\n<zentrade version="ZENTRADE XML 1.0" datetime="">\n')
  for (let index = 0; index < products; index += 1) {
    if (!out.write(iconv.encode(xmlOf(index, description), 'cp949'))) await once(out, 'drain')
  }
  out.end('</zentrade>\n')
  await once(out, 'finish')
}

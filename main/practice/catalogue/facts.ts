import { DAY_MS } from '../../../shared/time.ts'
import { type OddKind, oddOf } from './odd.ts'
import { between, type Draw, drawsFor, pick } from './random.ts'
import type { CatalogueFacts, CatalogueOptions } from './types.ts'
import * as words from './words.ts'

export type Settings = Required<CatalogueOptions>

const category = (draw: Draw) => {
  const root = Math.floor(draw() * words.categoryTree.length)
  const top = words.categoryTree[root] ?? words.categoryTree[0]
  const middle = Math.floor(draw() * top.children.length)
  const mid = top.children[middle]
  const leaf = Math.floor(draw() * (mid?.leaves.length ?? 1))
  const end = mid?.leaves[leaf]
  return {
    place: [root, middle, leaf] as [number, number, number],
    path: [top.name, mid?.name ?? '', end?.name ?? ''] as [string, string, string],
    goods: end?.goods ?? (['예시 상품'] as const),
  }
}

const axes = (odd: OddKind | null, draw: Draw): CatalogueFacts['axes'] => {
  if (odd === 'ten-thousand-options') {
    const values = Array.from({ length: 100 }, (_, i) => `${i + 1}번`)
    return [
      { name: '무늬', values },
      { name: '색상번호', values },
    ]
  }
  const kind = draw()
  const some = (list: readonly string[], most: number) => list.slice(0, between(2, Math.min(most, list.length), draw()))
  if (kind < 0.45) return []
  if (kind < 0.75) return [{ name: '색상', values: some(words.colours, 6) }]
  if (kind < 0.85) return [{ name: '향', values: some(words.scents, 5) }]
  return [
    { name: '색상', values: some(words.colours, 5) },
    { name: '사이즈', values: some(words.sizes, 6) },
  ]
}

const shipping = (draw: Draw): CatalogueFacts['shipping'] => {
  const fee = pick([2500, 3000, 3500, 4000], draw())
  const kind = draw()
  const rest = { returnFee: fee, extraJeju: pick([0, 3000, 4000], draw()), extraIslands: pick([0, 5000, 8000], draw()) }
  if (kind < 0.2) return { rule: { kind: 'free' }, payment: 'free', ...rest }
  const payment = draw() < 0.8 ? 'prepaid' : draw() < 0.5 ? 'on_arrival' : 'choice'
  if (kind < 0.6) return { rule: { kind: 'flat', fee }, payment, ...rest }
  if (kind < 0.8) {
    return { rule: { kind: 'per_box', fee, boxQuantity: pick([2, 5, 10, 20, 50], draw()) }, payment, ...rest }
  }
  if (kind < 0.9) {
    const bands = [
      { from: 1, fee },
      { from: between(5, 30, draw()), fee: fee - 500 },
      { from: 100, fee: 0 },
    ]
    return { rule: { kind: 'bands', bands }, payment, ...rest }
  }
  const upTo = pick([5, 10, 50], draw())
  return {
    rule: { kind: 'steps', first: { upTo, fee }, step: { size: upTo, fee: fee - 500 } },
    payment,
    ...rest,
  }
}

const pictures = (base: string, index: number, odd: OddKind | null, draw: Draw): string[] => {
  if (odd === 'no-pictures') return []
  const good = Array.from({ length: between(1, 5, draw()) }, (_, n) => `${base}/${index}/${n}.png`)
  return odd === 'broken-pictures' ? ['htp:/고장난 주소', '', `${base}/missing/${index}.png`, ...good] : good
}

const notices = (name: string, model: string, maker: string, origin: string) => [
  { name: '품명 및 모델명', value: model === '' ? name : `${name} (${model})` },
  { name: '제조국', value: origin === '' ? '상세정보참조' : origin },
  { name: '제조자(수입자)', value: maker === '' ? '상세정보참조' : maker },
  { name: 'A/S 책임자', value: '상품 상세페이지 참조' },
]

/** Everything about product `index` that does not change with time. */
export function factsOf(settings: Settings, index: number): CatalogueFacts {
  const { seed, size, since, arrivalEveryMs, imageBase, charset } = settings
  const draw = drawsFor(seed, index, 5)
  const odd = oddOf(seed, index, settings.extremes)
  const place = category(draw)
  const adjective = pick(words.adjectives, draw())
  const brand = pick(words.brands, draw())
  const plain = [brand, adjective, pick(place.goods, draw()), pick(words.specs, draw())].filter((part) => part !== '')
  const oddNames = charset === 'uhc' ? words.oddUhc : ([...words.oddUhc, ...words.oddUnicode] as const)
  const first = pick(oddNames, draw())
  const oddName = index === 41 ? words.oddUhc[0] : first
  const ordinary = plain.join(' ')
  const long = `${ordinary} ${'아주 긴 상품명 '.repeat(60)}`.trim()
  const name = odd === 'odd-name' ? oddName : odd === 'long-name' ? long : ordinary
  const model = draw() < 0.7 && odd !== 'empty-texts' ? `EX-${seed % 100}${String(index).padStart(5, '0')}` : ''
  const maker = odd === 'empty-texts' ? '' : pick(words.makers, draw())
  const origin = odd === 'empty-texts' ? '' : pick(words.origins, draw())
  const rare = (chance: number) => draw() < chance
  const food = place.path[1] === '건강식품'
  const medical = place.path[2] === '측정기'
  const ways = axes(odd, draw)
  const [goods] = place.goods
  return {
    index,
    name,
    model,
    maker,
    brand,
    origin,
    category: { place: place.place, path: place.path },
    keywords: odd === 'empty-texts' ? [] : [place.path[2], goods, adjective, ordinary.replaceAll(' ', '')],
    fixedPrice: rare(0.08) ? between(20, 90, draw()) * 1000 - 100 : null,
    minimumQuantity: rare(0.06) ? pick([2, 5, 10, 100], draw()) : 1,
    axes: ways,
    axesAre: ways.length === 2 && odd === null && rare(0.1) ? 'independent' : 'combined',
    shipping: shipping(draw),
    taxFree: place.path[1] === '농산물',
    adultOnly: place.path[1] === '성인용품',
    openmarketSellable: !rare(0.05),
    prohibited: rare(0.01),
    permit: food ? 'food' : medical ? 'medical' : null,
    businessOnly: rare(0.03),
    licenceUsable: !rare(0.1),
    images: pictures(imageBase, index, odd, draw),
    notices: odd === 'empty-texts' ? [] : notices(ordinary, model, maker, origin),
    certificates: place.path[0] === '가전/디지털' ? [`R-R-EXQ-${String(index).padStart(6, '0')}`] : [],
    createdAt:
      index < size
        ? since - between(1, 700, draw()) * DAY_MS - between(0, 86_399, draw()) * 1000
        : since + (index - size + 1) * arrivalEveryMs,
  }
}

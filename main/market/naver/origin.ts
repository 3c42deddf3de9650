/** Origin codes of two digits; longer ones come from Naver's own list (api/naver.md 2.3). */
export type OriginArea =
  | { kind: 'domestic' | 'ocean' | 'onPage' }
  | { kind: 'imported'; country: string | null }
  | { kind: 'typed'; text: string }

const countries: readonly (readonly [name: string, words: RegExp])[] = [
  ['중국', /중국|china|\bcn\b|\bprc\b/i],
  ['베트남', /베트남|vietnam/i],
  ['일본', /일본|japan/i],
  ['대만', /대만|타이완|taiwan/i],
  ['태국', /태국|thailand/i],
  ['인도네시아', /인도네시아|indonesia/i],
  ['인도', /인도(?!네시아)|\bindia\b/i],
  ['말레이시아', /말레이시아|malaysia/i],
  ['필리핀', /필리핀|philippines/i],
  ['방글라데시', /방글라데시|bangladesh/i],
  ['캄보디아', /캄보디아|cambodia/i],
  ['미얀마', /미얀마|myanmar/i],
  ['파키스탄', /파키스탄|pakistan/i],
  ['터키', /터키|튀르키예|turkey|türkiye/i],
  ['미국', /미국|\busa?\b|u\.s\.a/i],
  ['독일', /독일|germany/i],
  ['프랑스', /프랑스|france/i],
  ['이탈리아', /이탈리아|이태리|italy/i],
  ['스페인', /스페인|spain/i],
  ['영국', /영국|\buk\b|england/i],
  ['네덜란드', /네덜란드|netherlands/i],
  ['폴란드', /폴란드|poland/i],
  ['호주', /호주|오스트레일리아|australia/i],
  ['뉴질랜드', /뉴질랜드|new zealand/i],
  ['캐나다', /캐나다|canada/i],
  ['멕시코', /멕시코|mexico/i],
  ['러시아', /러시아|russia/i],
]

const isUnsaid = (text: string) =>
  text === '' || /상세|참조|참고|별도|표기|표시|기타|미상|없음|모름|혼합|다수|^[-./]+$/.test(text)

/** The wholesaler's own words → what Naver distinguishes. Two places at once are told on the page. */
export function originOf(stated: string | null): OriginArea {
  const text = stated?.trim() ?? ''
  const found = countries.filter(([, words]) => words.test(text)).map(([name]) => name)
  const isHome = /국내|국산|한국|대한민국|korea|\bkr\b/i.test(text)
  if (found.length + Number(isHome) > 1) return { kind: 'onPage' }
  if (found.length === 1) return { kind: 'imported', country: found[0] ?? null }
  if (/원양/.test(text)) return { kind: 'ocean' }
  if (isHome) return { kind: 'domestic' }
  if (/수입|해외|외국/.test(text)) return { kind: 'imported', country: null }
  return isUnsaid(text) ? { kind: 'onPage' } : { kind: 'typed', text: text.slice(0, 100) }
}

export interface OriginAnswers {
  /** Naver's own longer code of the country, when it is known. */
  code: string | null
  /** Due when imported. */
  importer: string
}

export function originInfo(origin: OriginArea, { code, importer }: OriginAnswers): Record<string, unknown> {
  switch (origin.kind) {
    case 'domestic':
      return { originAreaCode: '00', plural: false }
    case 'ocean':
      return { originAreaCode: '01', plural: false }
    case 'imported':
      return { originAreaCode: code ?? '02', importer, plural: false }
    case 'typed':
      return { originAreaCode: '04', content: origin.text, plural: false }
    case 'onPage':
      return { originAreaCode: '03', plural: false }
  }
}

/** 11st names no field in a refusal, only words of the screen of its seller office. In this order: the particular before the general. */
const places: readonly (readonly [RegExp, string])[] = [
  [/상품정보\s*(?:제공)?\s*고시|고시\s*(?:정보|항목|유형)/, 'fields.notice'],
  [/인증\s*(?:정보|번호|유형)|KC/i, 'fields.certificate:01'],
  [/옵션/, 'options'],
  [/Image|이미지/i, 'images'],
  [/카테고리/, 'category'],
  [/상품명/, 'name'],
  [/브랜드/, 'fields.other:brand'],
  [/원산지/, 'fields.other:origin'],
  [/출고지/, 'delivery.outboundPlace'],
  [/반품\s*\/?\s*교환지|반품지/, 'delivery.returnPlace'],
  [/교환\s*\/?\s*반품\s*안내|반품\s*\/?\s*교환\s*안내/, 'fields.other:returnGuide'],
  [/반품\s*배송비/, 'delivery.returnFee'],
  [/교환\s*배송비/, 'delivery.exchangeFee'],
  [/A\s*\/?\s*S/i, 'afterService.guide'],
  [/묶음\s*배송|조건부\s*무료|배송비/, 'delivery.fee'],
  [/판매가|가격/, 'price'],
  [/재고|수량/, 'stock'],
  [/상세\s*(?:설명|정보)/, 'description'],
]

/** Which parts of a listing a refusal speaks of; empty when none is recognised. */
export const fieldsIn = (words: string): string[] => {
  const found = places.find(([pattern]) => pattern.test(words))
  return found === undefined ? [] : [found[1]]
}

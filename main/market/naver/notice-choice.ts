/** Which notice a category's goods need, by the words of its path; the first that fits. Everything else is ETC (기타 재화). */
const rules: readonly (readonly [RegExp, type: string])[] = [
  [/상품권|e쿠폰|모바일쿠폰/i, 'MOBILE_COUPON'],
  [/건강기능식품|건강식품>|홍삼>|비타민제|영양제/, 'DIET_FOOD'],
  [/^식품>(?:농산물|축산물?|수산물?|축산|수산|쌀|과일|채소|정육|잡곡)/, 'FOOD'],
  [/^식품>|^도서.*식품/, 'GENERAL_FOOD'],
  [/^도서/, 'BOOKS'],
  [/의료기기|의료용품>|혈압계|혈당계|체온계|보청기|안마기|부항|찜질기/, 'MEDICAL_APPLIANCES'],
  [/살충제|살균제|소독제|구충제|기피제|모기향|방충제/, 'BIOCIDAL'],
  [/세제|섬유유연제|세정제|표백제|방향제|탈취제|디퓨저|향초|캔들|접착제|제습제|생활화학/, 'BIOCHEMISTRY'],
  [/^화장품\/미용>.*(?:기구|소품|도구|용품|브러시|퍼프|가위|빗>|가발|고데기|드라이기|면봉)/, 'ETC'],
  [/^화장품|화장품$|치약|비누|샴푸|바디워시/, 'COSMETIC'],
  [/출산|육아|유아|아동|어린이|베이비|완구|장난감|키즈/, 'KIDS'],
  [/악기/, 'MUSICAL_INSTRUMENT'],
  [/자동차|오토바이용품|카시트|블랙박스/, 'CAR_ARTICLES'],
  [/내비게이션|네비게이션/, 'NAVIGATION'],
  [/^디지털\/가전>(?:휴대폰|태블릿).*(?:자급제|공기계|해외)/, 'CELLPHONE'],
  [/TV>|텔레비전|영상가전|프로젝터/, 'IMAGE_APPLIANCES'],
  [/에어컨|온풍기|난로|히터|선풍기|계절가전|제습기|가습기|전기장판|전기요/, 'SEASON_APPLIANCES'],
  [/카메라|캠코더|망원경|현미경|광학/, 'OPTICS_APPLIANCES'],
  [/노트북|모니터|PC>|PC주변|프린터|복합기|저장장치|키보드|마우스|사무기기|데스크톱/, 'OFFICE_APPLIANCES'],
  [/냉장고|세탁기|청소기|전기밥솥|주방가전|생활가전|다리미|전자레인지|믹서/, 'HOME_APPLIANCES'],
  [/^디지털\/가전/, 'MICROELECTRONICS'],
  [/침구|이불|베개|커튼|블라인드|매트리스커버|카페트|러그|패드$/, 'SLEEPING_GEAR'],
  [/가구|침대|소파|책상|의자|서랍|수납장|옷장|책장|DIY자재/, 'FURNITURE'],
  [/주방용품|식기|냄비|프라이팬|컵|텀블러|보온병|조리|수저|그릇|도마|칼/, 'KITCHEN_UTENSILS'],
  [/주얼리|귀금속|귀걸이|목걸이|반지|팔찌|발찌|시계>|손목시계|순금|보석/, 'JEWELLERY'],
  [/신발|구두|운동화|샌들|슬리퍼|부츠|스니커즈/, 'SHOES'],
  [/가방|지갑|백팩|캐리어|파우치|클러치/, 'BAG'],
  [/모자|벨트|장갑|스카프|머플러|넥타이|양말|안경|선글라스|우산|헤어액세서리|^패션잡화/, 'FASHION_ITEMS'],
  [/^패션의류|의류|티셔츠|바지|원피스|속옷|잠옷|언더웨어|코트|점퍼/, 'WEAR'],
  [/^스포츠|등산|캠핑|낚시|골프|자전거|헬스|수영|요가|축구|야구/, 'SPORTS_EQUIPMENT'],
]

/** `path` from the root down. Sports clothes are clothes, so what is worn is looked for in the leaf first. */
export function noticeTypeFor(path: readonly string[]): string {
  const whole = path.join('>')
  const leaf = path.slice(-2).join('>')
  if (/^스포츠/.test(whole)) {
    const worn = rules.find(([words, type]) => ['SHOES', 'BAG', 'WEAR'].includes(type) && words.test(leaf))
    if (worn !== undefined) return worn[1]
  }
  return rules.find(([words]) => words.test(whole))?.[1] ?? 'ETC'
}

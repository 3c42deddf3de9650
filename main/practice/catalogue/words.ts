/** Invented goods: three levels of categories, and what is sold in each leaf. */
export interface CategoryNode {
  name: string
  children: { name: string; leaves: { name: string; goods: readonly [string, ...string[]] }[] }[]
}

export const categoryTree: readonly [CategoryNode, ...CategoryNode[]] = [
  {
    name: '생활용품',
    children: [
      {
        name: '주방용품',
        leaves: [
          { name: '텀블러', goods: ['스텐 텀블러', '보온병', '빨대컵', '접이식 물병'] },
          { name: '조리도구', goods: ['실리콘 주걱', '계량컵 세트', '채칼', '집게'] },
          { name: '보관용기', goods: ['밀폐용기', '양념통', '김치통', '쌀통'] },
        ],
      },
      {
        name: '욕실용품',
        leaves: [
          { name: '수건', goods: ['면 수건', '비치 타월', '헤어 타월'] },
          { name: '욕실정리', goods: ['칫솔꽂이', '비누받침', '욕실 선반', '샤워기 걸이'] },
        ],
      },
      {
        name: '청소용품',
        leaves: [
          { name: '밀대', goods: ['회전 밀대', '극세사 걸레', '창문닦이'] },
          { name: '세제', goods: ['주방세제', '곰팡이 제거제', '세탁조 클리너'] },
        ],
      },
    ],
  },
  {
    name: '패션잡화',
    children: [
      {
        name: '우산/양산',
        leaves: [
          { name: '접이식우산', goods: ['자동 우산', '3단 우산', '양우산'] },
          { name: '장우산', goods: ['골프 우산', '투명 우산'] },
        ],
      },
      {
        name: '가방',
        leaves: [
          { name: '에코백', goods: ['캔버스 에코백', '장바구니', '보냉백'] },
          { name: '파우치', goods: ['화장품 파우치', '여행용 파우치', '필통'] },
        ],
      },
      {
        name: '양말',
        leaves: [
          { name: '발목양말', goods: ['면 발목양말', '덧신', '스포츠 양말'] },
          { name: '수면양말', goods: ['수면양말', '기모 양말'] },
        ],
      },
    ],
  },
  {
    name: '가전/디지털',
    children: [
      {
        name: '휴대폰용품',
        leaves: [
          { name: '거치대', goods: ['차량용 거치대', '탁상 거치대', '링 거치대'] },
          { name: '충전기', goods: ['고속 충전기', '무선 충전 패드', '멀티 케이블'] },
        ],
      },
      {
        name: '계절가전',
        leaves: [
          { name: '선풍기', goods: ['휴대용 선풍기', '탁상 선풍기', '넥밴드 선풍기'] },
          { name: '가습기', goods: ['미니 가습기', '아로마 디퓨저'] },
        ],
      },
    ],
  },
  {
    name: '식품',
    children: [
      {
        name: '건강식품',
        leaves: [
          { name: '홍삼', goods: ['홍삼 스틱', '홍삼 절편'] },
          { name: '비타민', goods: ['멀티비타민', '비타민C 츄어블', '유산균'] },
        ],
      },
      {
        name: '농산물',
        leaves: [
          { name: '쌀/잡곡', goods: ['햅쌀', '혼합 잡곡', '귀리'] },
          { name: '과일', goods: ['사과', '감귤', '샤인머스캣'] },
        ],
      },
    ],
  },
  {
    name: '문구/완구',
    children: [
      {
        name: '문구',
        leaves: [
          { name: '필기구', goods: ['젤펜', '형광펜 세트', '샤프', '지우개'] },
          { name: '노트', goods: ['스프링 노트', '다이어리', '메모지'] },
        ],
      },
      {
        name: '완구',
        leaves: [
          { name: '블록', goods: ['나무 블록', '자석 블록'] },
          { name: '퍼즐', goods: ['직소 퍼즐', '원목 퍼즐'] },
        ],
      },
    ],
  },
  {
    name: '의료/성인',
    children: [
      {
        name: '의료용품',
        leaves: [
          { name: '측정기', goods: ['체온계', '혈압계', '혈당 시험지'] },
          { name: '보호대', goods: ['손목 보호대', '무릎 보호대', '허리 보호대'] },
        ],
      },
      {
        name: '성인용품',
        leaves: [{ name: '성인기타', goods: ['콘돔', '마사지 젤'] }],
      },
    ],
  },
]

export const adjectives = [
  '접이식',
  '미니',
  '대용량',
  '프리미엄',
  '친환경',
  '휴대용',
  '무소음',
  '논슬립',
  '방수',
  '투명',
  '초경량',
  '원터치',
  '북유럽풍',
  '업소용',
  '어린이',
  '캠핑용',
] as const

export const specs = ['', '', '500ml', '2개입', '10P', '대형', '소형', '3종', '1+1', '30cm', '1.5L', '세트'] as const
export const brands = ['', '', '', '예시', '한빛', '도담', '라온', '다솜', '가온누리', 'Exmarq', 'NORA'] as const
export const makers = [
  '예시상사',
  '한빛산업',
  '도담무역',
  '라온컴퍼니',
  '㈜다솜',
  '상세정보참조',
  '',
  'Exmarq Co., Ltd.',
] as const
export const origins = [
  '중국',
  '국산',
  '베트남',
  '수입산_아시아_중국',
  '대한민국',
  '상세정보참조',
  'OEM',
  '인도네시아',
] as const

export const colours = ['블랙', '화이트', '네이비', '베이지', '크림', '민트', '핑크', '그레이', '레드', '카키'] as const
export const sizes = ['S', 'M', 'L', 'XL', 'FREE', '90', '95', '100', '105'] as const
export const scents = ['무향', '라벤더', '시트러스', '로즈', '숲속'] as const

/** Names that break careless readers: syllables outside KS X 1001, quoting, separators of the services themselves. */
export const oddUhc = [
  '똠방 뷁 쀍 펲시 도자기컵',
  '"따옴표" \'작은따옴표\' & <꺾쇠> 컵받침',
  '이중  공백   머그컵',
  '컴마,세미콜론;파이프|역슬래시\\ 접시',
  '=1+1 행사 머그',
  '１００％ 면 손수건 ㎖ ℃ №',
  '【한정】★당일발송★ 찻잔 세트',
  '쟁반 (뷁똠쀍) 30×40㎝',
  ']]> 끝표시 컵',
] as const
export const oddUnicode = [
  '이모지 🎁🧦 양말 선물세트',
  '가족 👨‍👩‍👧‍👦 컵 세트',
  // Letters written apart, as macOS names files.
  '\u1100\u1161\u1107\u1161\u11bc 자모 분리 상품',
  '보이지\u200B않는\u200B공백 파우치',
  'RTL \u202Etxet\u202C 노트',
  '漢字 茶碗 찻그릇',
] as const

export interface PracticeCategory {
  code: string
  name: string
  parent: string
  depth: number
  certType: '' | '1' | '2'
  required: boolean
}

type Branch = readonly [name: string, children?: readonly Branch[], demands?: '1' | '2' | 'required']

const branches: readonly Branch[] = [
  [
    '휴대폰/액세서리',
    [
      [
        '휴대폰 액세서리',
        [
          ['휴대폰 거치대', [['차량용 거치대'], ['탁상용 거치대']]],
          ['휴대폰 케이스', [['범퍼 케이스'], ['가죽 케이스']]],
        ],
      ],
      [
        '충전기/케이블',
        [
          [
            '충전기',
            [
              ['무선 충전기', [], 'required'],
              ['차량용 충전기', [], '2'],
            ],
          ],
          ['케이블', [['C타입 케이블']]],
        ],
      ],
    ],
  ],
  [
    '패션의류',
    [
      [
        '여성의류',
        [
          ['티셔츠', [['반팔 티셔츠'], ['긴팔 티셔츠']]],
          ['원피스', [['롱 원피스']]],
        ],
      ],
      ['남성의류', [['바지', [['면바지']]]]],
    ],
  ],
  [
    '가방/신발',
    [
      ['여성가방', [['숄더백', [['미니 숄더백']]]]],
      ['남성신발', [['운동화', [['런닝화']]]]],
    ],
  ],
  [
    '주방용품',
    [
      [
        '조리도구',
        [
          ['냄비', [['편수냄비'], ['양수냄비']]],
          ['칼/도마', [['도마']]],
        ],
      ],
      ['보관용기', [['밀폐용기', [['유리 밀폐용기']]]]],
    ],
  ],
  [
    '유아동',
    [
      [
        '완구',
        [
          ['블록', [['나무 블록', [], 'required']]],
          ['인형', [['봉제인형', [], 'required']]],
        ],
      ],
    ],
  ],
  [
    '생활/건강',
    [
      [
        '생활잡화',
        [
          ['우산', [['장우산'], ['3단 우산']]],
          ['수납용품', [['리빙박스']]],
        ],
      ],
      ['자동차용품', [['차량용 방향제', [['송풍구 방향제', [], '2']]]]],
    ],
  ],
  [
    '식품',
    [
      [
        '가공식품',
        [
          [
            '과자',
            [
              ['쿠키', [], '1'],
              ['스낵', [], '1'],
            ],
          ],
        ],
      ],
    ],
  ],
  ['스포츠/레저', [['캠핑', [['캠핑의자', [['접이식 캠핑의자']]]]]]],
]

/** The tree, its numbers from 1001000 on; `extra` leaves more under a branch of their own, to make it as large as the real one. */
export function makeCategories(extra = 0): PracticeCategory[] {
  const made: PracticeCategory[] = []
  let number = 1_001_000
  const add = ([name, children = [], demands]: Branch, parent: string, depth: number): void => {
    const code = String(number)
    number += 1
    const certType = demands === '1' ? '1' : demands === undefined ? '' : '2'
    made.push({ code, name, parent, depth, certType, required: demands === 'required' })
    for (const child of children) add(child, code, depth + 1)
  }
  for (const branch of branches) add(branch, '0', 1)
  if (extra > 0) {
    const leaves = Array.from({ length: extra }, (_, at): Branch => [`기타 용품 & 부품 ${at + 1}`])
    add(['기타', leaves], '0', 1)
  }
  return made
}

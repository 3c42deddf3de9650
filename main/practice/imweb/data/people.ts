/** Invented parts of people; no combination means anybody. */

export const familyNames = [
  '김',
  '이',
  '박',
  '최',
  '정',
  '강',
  '조',
  '윤',
  '장',
  '임',
  '한',
  '오',
  '서',
  '신',
  '권',
  '황',
  '안',
  '송',
  '류',
  '홍',
  '남궁',
  '선우',
] as const

export const givenNames = [
  '하늘',
  '가람',
  '누리',
  '다온',
  '라온',
  '마루',
  '보람',
  '새봄',
  '아람',
  '은별',
  '지안',
  '초롱',
  '태양',
  '푸름',
  '한결',
  '여울',
  '나래',
  '도담',
  '로운',
  '미르',
  '바다',
  '산들',
  '이든',
  '온유',
  '찬솔',
  '별',
  '솔',
  '빛나라',
  '슬기',
  '예나',
  '우주',
  '단비',
] as const

/** Latin beginnings of make-believe addresses; a number follows. */
export const mailWords = [
  'haneul',
  'garam',
  'nuri',
  'daon',
  'raon',
  'maru',
  'boram',
  'saebom',
  'aram',
  'eunbyeol',
  'jian',
  'chorong',
  'taeyang',
  'pureum',
  'hangyeol',
  'yeoul',
  'narae',
  'dodam',
  'roun',
  'mir',
  'bada',
  'sandeul',
  'eden',
  'onyu',
  'byeol',
  'sol',
  'danbi',
] as const

export const foreignNames = ['Alex Sample', 'Mina Example', 'J. Placeholder', 'O’Sample, Kim'] as const

export const cities = [
  '가상시 예시구',
  '누리시 다온구',
  '가람시 별빛동',
  '한결군 여울읍',
  '새봄시 나래동',
  '미르시 바다구',
] as const
export const roads = ['샘플로', '보기길', '별빛로', '연습대로', '모형길', '그림자로'] as const
export const homes = ['101호', '가람빌라 302호', '2층', '', '1204동 1503호', '연습상가 B01'] as const

export const memos = [
  '문 앞에 놓아주세요',
  '부재 시 경비실에 맡겨 주세요',
  '배송 전 연락 바랍니다',
  '',
  '벨은 누르지 말아 주세요',
  '수령인: "가족", 문 앞',
] as const

export const bankNames = ['가람은행', '누리은행', '다온저축은행', '여울금고'] as const

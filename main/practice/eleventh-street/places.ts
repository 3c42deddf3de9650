import type { PracticeAddress, PracticeTemplate } from './answers.ts'

export const outboundPlaces: readonly PracticeAddress[] = [
  {
    addrSeq: '4',
    addrNm: '본사 창고',
    addr: '(04522) 서울특별시 가상구 예시로 10 1층',
    gnrlTlphnNo: '02-0000-0000',
    prtblTlphnNo: '010-0000-0000',
    rcvrNm: '하늘공방',
  },
  {
    addrSeq: '5',
    addrNm: '제2 창고',
    addr: '(10000) 경기도 가상시 예시로 20',
    gnrlTlphnNo: '031-000-0000',
    prtblTlphnNo: '',
    rcvrNm: '하늘공방 물류',
  },
]
export const inboundPlaces: readonly PracticeAddress[] = [
  {
    addrSeq: '8',
    addrNm: '반품 창고',
    addr: '(04522) 서울특별시 가상구 예시로 10 2층',
    gnrlTlphnNo: '02-0000-0000',
    prtblTlphnNo: '010-0000-0000',
    rcvrNm: '하늘공방',
  },
]
export const sendTemplates: readonly PracticeTemplate[] = [
  { prdInfoTmpltNo: '344836', prdInfoTmpltNm: '오후 2시까지 주문하면 당일 발송', sendClfCd: '02' },
  { prdInfoTmpltNo: '344837', prdInfoTmpltNm: '2일 안에 발송', sendClfCd: '01' },
]

import type { Market } from '../../../shared/market.ts'
import { josa } from '../../../shared/particles.ts'
import { count } from '../../ui/format.ts'

export const marketsKo = {
  markets: {
    title: '마켓',
    text: {
      coupang: '쿠팡 윙에서 발급한 OPEN API 키로 연결합니다. 키는 180일 동안 쓸 수 있습니다.',
      naver: '커머스API센터의 ‘내 스토어 애플리케이션’으로 연결합니다. 통합매니저 권한이 필요합니다.',
      '11st': '11번가 오픈 API 센터에서 발급한 셀러 API 키로 연결합니다. 키는 180일 동안 쓸 수 있습니다.',
    },
    steps: {
      coupang: [
        '쿠팡 윙에서 OPEN API 키를 발급합니다. 연동 정보는 ‘자체개발(직접입력)’을 고릅니다.',
        '이 PC의 공인 IP를 연동 정보에 넣습니다. 10개까지 등록할 수 있고 반영까지 30분쯤 걸립니다.',
        '업체코드, Access Key, Secret Key를 아래에 붙여 넣습니다. 처음 발급한 키는 권한이 생기기까지 24시간이 걸릴 수 있습니다.',
      ],
      naver: [
        '커머스API센터에 통합매니저로 로그인해 ‘내 스토어 애플리케이션’을 등록합니다.',
        'API 호출 IP에 이 PC의 공인 IP를 넣고, API 그룹에서 상품과 판매자정보를 켭니다.',
        '애플리케이션 ID와 시크릿($2a$로 시작하는 29자)을 아래에 붙여 넣습니다.',
      ],
      '11st': [
        '11번가 오픈 API 센터에서 Seller API 이용을 신청하고, 서비스 등록·수정에서 IP를 ‘직접입력’으로 고릅니다.',
        '이 PC의 공인 IP를 넣습니다. 여럿이면 세미콜론(;)으로 나눕니다.',
        '발급된 32자리 키를 아래에 붙여 넣습니다. 일반 셀러와 글로벌 셀러는 키가 다릅니다.',
      ],
    },
    stepsTitle: '준비하는 방법',
    address:
      '공인 IP는 인터넷 공유기가 마켓에 보이는 주소입니다. 등록되지 않은 주소에서 부르면 마켓이 거절하며, 마켓이 알려 준 주소를 여기에 보여 줍니다. 인터넷 회선의 주소가 바뀌면 다시 등록해야 합니다.',
    openPlace: {
      coupang: '쿠팡 윙 열기',
      naver: '커머스API센터 열기',
      '11st': '오픈 API 센터 열기',
    },
    /** What a market asks its sellers to know at the first connection. */
    notices: {
      naver: {
        title: '네이버 시크릿을 쓰는 방법',
        text: '‘내 스토어 애플리케이션’의 시크릿은 자기 스토어에만 쓸 수 있고 다른 회사의 서비스에 넘겨서는 안 됩니다. 이 프로그램은 시크릿을 이 PC의 키체인에만 저장하고 이 PC에서 네이버로 바로 부릅니다. 다른 곳으로 보내지 않습니다. 운영하는 스토어의 시크릿만 입력하십시오.',
      },
    } as { [M in Market]?: { title: string; text: string } },
    fields: {
      vendorId: '업체코드 (A로 시작)',
      vendorUserId: '윙 로그인 아이디',
      accessKey: 'Access Key',
      secretKey: 'Secret Key',
      clientId: '애플리케이션 ID',
      clientSecret: '애플리케이션 시크릿',
      apiKey: 'API 키',
    } as Record<string, string>,
    connect: (name: string) => `${name} 연결`,
    connectGo: '연결하기',
    connected: (name: string) => `${josa(name, '과/와')} 연결했습니다.`,
    change: '정보 바꾸기',
    changeTitle: (name: string) => `${name} 연결 정보 바꾸기`,
    secretHint: '이 PC의 키체인에만 저장되며 화면에 다시 나타나지 않습니다.',
    practice: '연습 마켓의 값이 채워져 있습니다. 그대로 연결하십시오. 실제 서비스에는 쓰이지 않는 값입니다.',
    required: '값을 입력하십시오.',
    key: '키',
    limits: '호출 한도',
    seeListings: '등록 상품 보기',
    disconnectTitle: (name: string) => `${name} 연결을 해제합니다`,
    disconnectText:
      '이 PC의 키체인에서 키를 지웁니다. 등록한 상품과 기록은 남지만, 다시 연결할 때까지 품절과 가격을 마켓에 알리지 못합니다.',
    capabilities: {
      title: '마켓이 할 수 있는 일',
      note: '각 마켓의 연결 부품이 스스로 알려 준 값입니다.',
      what: '기능',
      yes: '됨',
      no: '안 됨',
      rows: {
        nameLimit: '상품명 길이',
        maxOptions: '옵션 수',
        maxImages: '사진 수',
        priceStep: '가격 단위',
        priceChange: '한 번에 바꾸는 가격',
        limits: '호출 한도',
        suggestsCategory: '카테고리 추천',
        fetchesImages: '마켓이 사진을 직접 가져감',
        reviews: '사람이 심사함',
        findsBySku: '판매자 코드로 찾기',
        setsPrice: '가격 바꾸기',
        setsStock: '재고 바꾸기',
        stops: '판매 중지',
        resumes: '판매 재개',
        deletes: '삭제',
      },
      upTo: (n: number) => `${count(n)}개까지`,
      pictures: (n: number) => `${count(n)}장까지`,
      letters: (n: number) => `${count(n)}자까지`,
      euckr: (n: number) => `${count(n)}바이트까지`,
      won: (n: number) => `${count(n)}원`,
      change: (down: string, up: string) => `−${down} ~ +${up}`,
      free: '제한 없음',
      rate: (perSecond: number, perDay: number | null) =>
        perDay === null ? `초당 ${perSecond}회` : `초당 ${perSecond}회, 하루 ${count(perDay)}회`,
    },
    access: {
      title: '회원 앱',
      text: '구매자를 회원 앱에 들여보내는 연결은 ‘앱 접근’에서 정합니다.',
      open: '앱 접근 열기',
    },
    today: {
      figures: '상품과 등록',
      stockValue: '재고 금액',
      stockValueHint: '도매가와 도매처가 센 재고를 곱한 값입니다. 판매 중인 상품만 셉니다.',
      margin: '평균 마진',
      marginHint: '승인했거나 마켓에 있는 등록의 판매가 기준 마진율 평균입니다.',
      noMargin: '아직 없음',
      products: '도매 상품',
      onSale: '판매 중인 등록',
      checkApproved: '상품 등록 승인',
    },
    product: {
      column: '등록 마켓',
      none: '등록 안 함',
      title: '등록한 마켓',
      listedOn: '등록한 마켓',
      nowhere: '어디에도 등록하지 않음',
      margin: '팔았을 때의 마진율',
      marginMarket: '마켓',
      minMargin: '최소 마진율',
      marginHint:
        '고른 마켓의 가격 규칙대로 값을 정했을 때 남는 마진율입니다. 규칙이 없거나 값을 정할 수 없는 상품은 나오지 않습니다.',
      from: (market: string, rate: string) => `${market} ${rate} 이상`,
    },
  },
}

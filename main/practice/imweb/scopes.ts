/** Imweb's scopes: each category with read and write; write includes read. */
export const knownScopes = [
  'site-info',
  'member-info',
  'promotion',
  'community',
  'product',
  'order',
  'payment',
  'script',
].flatMap((category) => [`${category}:read`, `${category}:write`])
export const allScopes: readonly string[] = [...knownScopes, 'analytics:read']

export const scopeNames: Record<string, string> = {
  'site-info:read': '사이트 정보 보기',
  'site-info:write': '사이트 정보 보기와 연동 상태 바꾸기',
  'order:read': '주문 보기',
  'order:write': '주문 보기와 처리',
  'product:read': '상품 보기',
  'product:write': '상품 보기와 수정',
  'member-info:read': '회원 보기',
  'member-info:write': '회원 보기와 수정',
}

export const scopeList = (scope: string): string[] => scope.split(' ').filter((one) => one !== '')

export const scopeAllows = (granted: string, needed: string): boolean => {
  const list = scopeList(granted)
  return list.includes(needed) || list.includes(needed.replace(/:read$/, ':write'))
}

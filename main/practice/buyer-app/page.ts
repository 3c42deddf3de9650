import type { Admitted } from './book.ts'

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const text = (value: string): string => value.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign)

/** Who is let in, as a small page of the practice app. */
export const accessPage = (admitted: readonly Admitted[], problems: readonly string[]): string => {
  const rows = admitted
    .slice(-500)
    .map(
      ({ name, email, products, until }) =>
        `<tr><td>${text(name)}</td><td>${text(email)}</td><td>${text(products.map((p) => p.name).join(', '))}</td><td>${text(until ?? '제한 없음')}</td></tr>`,
    )
  const told = problems.slice(-20).map((problem) => `<li>${text(problem)}</li>`)
  return `<!doctype html><html lang="ko"><head><meta charset="utf-8"><title>연습 앱</title>
<style>body{font:14px sans-serif;margin:24px}table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:4px 8px;text-align:left}</style></head>
<body><h1>연습 앱: 접근할 수 있는 구매자 ${admitted.length}명</h1>
<table><thead><tr><th>이름</th><th>이메일</th><th>상품</th><th>끝나는 때</th></tr></thead><tbody>${rows.join('')}</tbody></table>
${told.length === 0 ? '' : `<h2>거부한 요청</h2><ul>${told.join('')}</ul>`}</body></html>`
}

import { scopeNames } from './scopes.ts'

const escaped = (text: string): string => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)

const style = `
:root { color-scheme: light dark; --ink: #1a1d21; --soft: #565e68; --line: #d9dde2; --ground: #f5f6f8; --sheet: #fff; --accent: #1f5fd1; --on: #fff; --note: #7a4b00; --noteground: #fff4dd }
@media (prefers-color-scheme: dark) { :root { --ink: #eceef1; --soft: #a9b1bb; --line: #3a4048; --ground: #16181b; --sheet: #202327; --accent: #86b1ff; --on: #10131a; --note: #ffd48a; --noteground: #3a2d12 } }
* { box-sizing: border-box }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px; background: var(--ground); color: var(--ink); font: 16px/1.6 Pretendard, "Apple SD Gothic Neo", "Malgun Gothic", system-ui, sans-serif; word-break: keep-all }
main { width: min(440px, 100%); background: var(--sheet); border: 1px solid var(--line); border-radius: 12px; padding: 32px }
.note { display: inline-block; margin: 0 0 16px; padding: 2px 10px; border-radius: 6px; background: var(--noteground); color: var(--note); font-size: 14px; font-weight: 600 }
h1 { margin: 0 0 8px; font-size: 22px; line-height: 1.35 }
p { margin: 0 0 16px; color: var(--soft) }
dl { margin: 0 0 16px; padding: 12px 0; border-block: 1px solid var(--line) }
dl div { display: flex; justify-content: space-between; gap: 16px }
dt { color: var(--soft) } dd { margin: 0; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; text-align: right }
ul { margin: 0 0 24px; padding-left: 20px } li { margin: 4px 0 } code { color: var(--soft); font-size: 14px; white-space: nowrap }
main > :last-child { margin-bottom: 0 }
form { display: grid; grid-template-columns: 1fr 1fr; gap: 12px }
button { min-height: 44px; border-radius: 8px; border: 1px solid var(--line); background: transparent; color: inherit; font: inherit; font-weight: 600; cursor: pointer }
button.main { background: var(--accent); border-color: var(--accent); color: var(--on) }
button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
`

const page = (title: string, body: string): string => `<!doctype html>
<html lang="ko">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<p class="note">연습용 화면입니다. 실제 아임웹이 아닙니다.</p>
${body}
</main>
</body>
</html>
`

export interface ConsentView {
  ticket: string
  siteCode: string
  scopes: string[]
  /** The link had been cancelled; consenting makes it anew. */
  relink: boolean
}

export const consentPage = ({ ticket, siteCode, scopes, relink }: ConsentView): string =>
  page(
    '연습 상점 연동 동의',
    `<h1>장터에 연습 상점을 연결합니다</h1>
<p>${relink ? '해제된 연동을 다시 맺습니다. ' : ''}동의하면 아래 권한으로 연습 상점의 지어낸 자료를 읽을 수 있습니다.</p>
<dl>
<div><dt>상점</dt><dd>장터 연습 상점</dd></div>
<div><dt>사이트 코드</dt><dd>${escaped(siteCode)}</dd></div>
</dl>
<ul aria-label="요청한 권한">
${scopes.map((scope) => `<li>${escaped(scopeNames[scope] ?? scope)} <code>${escaped(scope)}</code></li>`).join('\n')}
</ul>
<form method="post" action="/oauth2/authorize">
<input type="hidden" name="ticket" value="${escaped(ticket)}">
<button type="submit" name="answer" value="deny">거부</button>
<button type="submit" name="answer" value="approve" class="main">동의</button>
</form>`,
  )

export const errorPage = (code: string, message: string): string =>
  page(
    '연습 상점 연동 오류',
    `<h1>연동을 시작하지 못했습니다</h1>
<p>${escaped(message)}</p>
<dl><div><dt>오류 코드</dt><dd>${escaped(code)}</dd></div></dl>
<p>프로그램의 연결 화면으로 돌아가 입력한 값을 확인하십시오.</p>`,
  )

/** What a reverse proxy answers while the service is being worked on: HTML where JSON is due, with status 200. */
export const maintenancePage = page(
  '점검 중',
  '<h1>서비스 점검 중입니다</h1><p>더 나은 서비스를 위해 점검하고 있습니다. 잠시 후 다시 이용해 주시기 바랍니다.</p>',
)

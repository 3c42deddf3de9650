import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanHtml, parsedClean } from '../../../main/listings/clean-html.ts'
import { overHttps, safeStyle } from '../../../main/listings/clean-style.ts'
import { isPlainHtml } from '../../../main/listings/plain-html.ts'

const attacks: Record<string, string> = {
  script: '<p>가</p><script>alert(1)</script>',
  'script in script': '가<scr<script>y</script>ipt>alert(1)</script>',
  'script with odd ends': '<SCRIPT/x src=//e.test/x.js></SCRIPT\t\n><p>가',
  'handler without blanks': '<img/src="https://e.test/a.png"/onerror=alert(1)>가',
  'handler with quotes': `<p onmouseover='alert("1")' oNcLiCk=alert\`1\`>가</p>`,
  'encoded scheme': '<a href="&#106;&#97;vascript&#58;alert(1)">가</a>',
  'hex encoded scheme': '<a href="&#x6A;avascript&colon;alert(1)">가</a>',
  'scheme with a tab': '<a href="jav&#x09;ascript:alert(1)">가</a><img src="java\nscript:alert(1)">',
  'scheme with control characters': '<img src="\u0001javascript:alert(1)">가',
  vbscript: '<img src="vbscript:msgbox(1)">가',
  'data address':
    '<img src="data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+">가<a href="data:text/html,x">가</a>',
  svg: '<svg onload=alert(1)><animate onbegin=alert(1) attributeName=x></svg>가',
  'svg in a style': '<svg><style><img src=x onerror=alert(1)></style></svg>가',
  mathml: '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>가',
  noscript: '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>가',
  frame: '<iframe srcdoc="&lt;script&gt;alert(1)&lt;/script&gt;"></iframe><frameset><frame src=//e.test></frameset>가',
  object: '<object data="//e.test/x.swf"></object><embed src="//e.test/x.swf"><applet code=x></applet>가',
  form: '<form action="//e.test"><input name=a><button formaction="javascript:alert(1)">가</button></form>',
  'meta and base':
    '<meta http-equiv="refresh" content="0;url=//e.test"><base href="//e.test/"><link rel=import href=x>가',
  'style sheet': '<style>@import "//e.test/x.css"; p{background:url(javascript:1)}</style>가',
  'style with an address': '<p style="background:url(//e.test/x);background-image:u\\72l(x)">가</p>',
  'style with an expression': '<p style="width:expr/**/ession(alert(1));-moz-binding:x;behavior:y">가</p>',
  'style that covers the page': '<div style="position:fixed;top:0;left:0;z-index:9999;width:100%">가</div>',
  comment: '<!--[if IE]><script>alert(1)</script><![endif]--><!-- --!><img src=x onerror=alert(1)> -->가',
  'half a tag': '가<img src="x" onerror="alert(1)" ',
  'unclosed quote': '<p title="x><script>alert(1)</script>가',
  template: '<template><img src=x onerror=alert(1)></template>가',
}

const live =
  /<\/?(?:script|iframe|frame|object|embed|applet|form|input|button|meta|base|link|style|svg|math|template|noscript|a)\b|<[^>]*\son[a-z]+\s*=|<[^>]*(?:javascript|vbscript|data)\s*:|url\(|expression|position:|behavior|binding/i

describe('a description that is sent to markets', () => {
  for (const [name, html] of Object.entries(attacks)) {
    it(`loses what a buyer’s browser would run: ${name}`, () => {
      const clean = cleanHtml(html)
      expect(clean).not.toMatch(live)
      // Cleaning again finds nothing more: nothing was brought forth by taking something out.
      expect(cleanHtml(`${clean}`)).toBe(clean)
    })
  }

  it('keeps what markets show', () => {
    const html =
      '<div align="center" style="text-align:center"><h2>상품</h2><p style="color:rgb(255, 0, 0);font-size:14px">설명 &lt;3&gt;</p><table border="1"><tbody><tr><td colspan="2">표</td></tr></tbody></table><ul><li>하나</li></ul><img src="https://img.example.test/1.jpg?a=1&amp;b=2" alt="" width="860" /></div>'
    expect(cleanHtml(html)).toBe(html)
  })

  it('keeps the words of a link and leaves the link out', () => {
    expect(cleanHtml('<a href="https://other.example.test/">다른 상품 보기</a>')).toBe('다른 상품 보기')
  })

  it('asks for pictures by https, but for the practice shop’s', () => {
    expect(cleanHtml('<img src="http://img.example.test/1.jpg"><img src="//img.example.test/2.jpg">')).toBe(
      '<img src="https://img.example.test/1.jpg" /><img src="https://img.example.test/2.jpg" />',
    )
    expect(overHttps('http://127.0.0.1:8123/1.jpg')).toBe('http://127.0.0.1:8123/1.jpg')
    expect(overHttps('http://127.0.0.1.example.test/1.jpg')).toBe('https://127.0.0.1.example.test/1.jpg')
    expect(overHttps('ftp://img.example.test/1.jpg')).toBe('')
  })

  it('writes signs that EUC-KR lacks as entities, as they came', () => {
    expect(cleanHtml('<p>가&nbsp;나&copy;&bull;™</p>')).toBe('<p>가&nbsp;나&#169;&#8226;&#8482;</p>')
  })

  it('closes what was left open and does not mind half of an element', () => {
    expect(cleanHtml('<table><tr><td>표<p>글')).toBe('<table><tr><td>표<p>글</p></td></tr></table>')
  })

  it('stays quick with 5 MB, whatever they are made of', () => {
    const pieces = [
      '<p style="color:red">가나다</p>',
      '<div>',
      '<scr<script>',
      '<img src=x onerror=',
      '"\'<&#106',
      '<!--',
    ]
    for (const piece of pieces) {
      const html = piece.repeat(Math.ceil(5_000_000 / piece.length))
      const from = performance.now()
      const clean = cleanHtml(html)
      expect(performance.now() - from, piece).toBeLessThan(20_000)
      expect(clean, piece).not.toMatch(/<script|onerror=/i)
    }
  }, 240_000)
})

describe('a description that needs no parser', () => {
  /** Written one way or the other, they are the same. */
  const same = (html: string) =>
    html.replaceAll(' />', '>').replaceAll('/>', '>').replaceAll('text-align: ', 'text-align:').replaceAll(';">', '">')

  it('is one of text, pictures and simple tags, as the parser would leave it', () => {
    const html = '<div align="center"><p style="text-align:center"><img src="https://a.test/1.jpg"></p>설명<br>둘</div>'
    expect(isPlainHtml(html)).toBe(true)
    expect(same(parsedClean(html))).toBe(same(html))
    for (const attack of Object.values(attacks)) expect(isPlainHtml(attack), attack).toBe(false)
    for (const other of [
      '<p><div>가</div></p>',
      '<p>가',
      '가</p>',
      '<b><p>가</b></p>',
      '<img src="http://a.test/1.jpg">',
    ]) {
      expect(isPlainHtml(other), other).toBe(false)
    }
  })

  it('is never anything that the parser would leave otherwise', () => {
    const parts = fc.constantFrom(
      ...[
        '<p>',
        '</p>',
        '<div>',
        '</div>',
        '<b>',
        '</b>',
        '<span>',
        '</span>',
        '<ul>',
        '</ul>',
        '<li>',
        '</li>',
        '<h2>',
      ],
      ...['</h2>', '<br>', '<hr/>', '가', ' ', '&amp;', '&nbsp;', '&', '<', '"', '>', '<p style="text-align:center">'],
      ...['<img src="https://a.test/1.jpg">', '<img src="https://a.test/1.jpg" alt="">', '<script>', '<p onclick=x>'],
      ...['<div align="left">', 'javascript:', '\n', '©', '<P>', '<img src="https://a.test/&quot;">', '</ p>'],
    )
    let plain = 0
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 8 }), (pieces) => {
        const html = pieces.join('')
        if (!isPlainHtml(html)) return
        plain += 1
        expect(same(parsedClean(html))).toBe(same(html))
      }),
      { numRuns: 20_000 },
    )
    expect(plain).toBeGreaterThan(500)
  })
})

describe('a style', () => {
  it('keeps declarations that say how something looks, and only those', () => {
    expect(safeStyle('TEXT-ALIGN: center; top:0; color:#f00; width:calc(100% - 1px); margin:0 auto')).toBe(
      'text-align:center;color:#f00;margin:0 auto',
    )
    expect(safeStyle('color:var(--x);font-family:"맑은 고딕", sans-serif')).toBe('font-family:"맑은 고딕", sans-serif')
  })
})

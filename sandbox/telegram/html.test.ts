import { expect, test } from 'vitest'
import { parseHtml } from './html.ts'

const PREFIX = "Bad Request: can't parse entities: "

test('every tag of the subset becomes an entity, nested ones too, in UTF-16 units', () => {
  expect(parseHtml('<b>жир <i>и 😀</i></b> &lt;&amp;&#8470;<a href="https://a.b/?x=1&amp;y=2">link</a>')).toEqual({
    text: 'жир и 😀 <&№link',
    entities: [
      { type: 'bold', offset: 0, length: 8 },
      { type: 'italic', offset: 4, length: 4 },
      { type: 'text_link', offset: 12, length: 4, url: 'https://a.b/?x=1&y=2' },
    ],
  })
  expect(
    parseHtml(
      '<u>a</u><s>b</s><code>c</code><pre>d</pre><blockquote expandable>e</blockquote><tg-spoiler>f</tg-spoiler><tg-emoji emoji-id="5">g</tg-emoji>',
    ).entities.map(({ type }) => type),
  ).toEqual(['underline', 'strikethrough', 'code', 'pre', 'expandable_blockquote', 'spoiler', 'custom_emoji'])
})

test.each([
  ['<b>open', 'Can\'t find end tag corresponding to start tag "b"'],
  ['a</b>', 'Unexpected end tag at byte offset 1'],
  ['<b><i>x</b></i>', 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'],
  ['1 < 2', 'Unsupported start tag "" at byte offset 2'],
  ['<br>', 'Unsupported start tag "br" at byte offset 0'],
  ['<b', 'Unclosed start tag "b" at byte offset 0'],
  ['<span>x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
])('%s is refused', (source, reason) => {
  expect(() => parseHtml(source)).toThrow(PREFIX + reason)
})

test('an ampersand that names nothing stays as it is', () => {
  expect(parseHtml('Tom & Jerry &copy; &lt').text).toBe('Tom & Jerry &copy; &lt')
})

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sanitizeHtml } from '../../shared/adapters/sanitize-html/sanitizer.ts';
import { cleanText } from '../../shared/domain/plain-text.ts';
import { nastyText } from '../samples/nasty-text.ts';

const tag = fc.constantFrom(
  ...[
    'p',
    'a',
    'b',
    'ul',
    'li',
    'table',
    'tr',
    'td',
    'figure',
    'img',
    'pre',
    'h2',
    'br',
    'div',
    'span',
    'form',
    'script',
  ],
  ...[
    'style',
    'svg',
    'math',
    'mtext',
    'mglyph',
    'iframe',
    'textarea',
    'xmp',
    'noscript',
    'title',
    'template',
    'select',
  ],
  ...['option', 'plaintext', 'annotation-xml', 'object', 'SCRIPT', 'a/', 'x:y', '!--', '?php'],
);
const value = fc.oneof(
  nastyText,
  fc.constantFrom(
    ...['javascript:alert(1)', 'java\nscript:alert(1)', ' javascript:alert(1)', 'data:text/html,<b>', 'vbscript:x'],
    ...[
      '//evil.example/x',
      '/relative',
      'https://a.example/?b=1&c="2',
      'mailto:a@b.example',
      '&#106;avascript:alert(1)',
    ],
    ...['https://a.example/x" onerror="alert(1)', 'blob:x', 'file:///etc/passwd', 'https://a.example/]]>'],
  ),
);
const attribute = fc
  .tuple(
    fc.constantFrom(
      'href',
      'src',
      'onerror',
      'onclick',
      'style',
      'class',
      'alt',
      'lang',
      'rel',
      'width',
      'srcset',
      'id',
    ),
    value,
    fc.constantFrom('"', "'", ''),
  )
  .map(([name, text, quote]) => `${name}=${quote}${text}${quote}`);
const html = fc
  .array(
    fc.oneof(
      nastyText,
      fc
        .tuple(tag, fc.array(attribute, { maxLength: 3 }))
        .map(([name, attributes]) => `<${[name, ...attributes].join(' ')}>`),
      tag.map((name) => `</${name}>`),
    ),
    { maxLength: 15 },
  )
  .map((parts) => parts.join(''));

/** The tags of sanitised HTML: in it every `<` opens one, and quoted values hold no quotation mark. */
const tags = (clean: string): string[] => clean.match(/<[^>]*>/g) ?? [];

describe('sanitizeHtml', () => {
  it('changes nothing the second time', () =>
    fc.assert(
      fc.property(html, (dirty) => {
        const clean = sanitizeHtml(dirty);
        expect(sanitizeHtml(clean)).toBe(clean);
      }),
      { numRuns: 500 },
    ));

  it('leaves no script, no handler, no style, no class, no address but http, https and mailto', () =>
    fc.assert(
      fc.property(html, (dirty) => {
        const clean = sanitizeHtml(dirty);
        expect(clean).not.toMatch(/<\/?(script|style|svg|math|iframe|object|template|form|textarea|xmp|noscript)/i);
        for (const tag of tags(clean)) {
          expect(tag).toMatch(/^<\/?[a-z][a-z0-9]*( [a-z]+(="[^"<>]*")?)*( \/)?>$/);
          // without the values: in one of them, quoted as `&quot;`, anything may stand
          for (const [, name] of tag.replaceAll(/"[^"]*"/g, '""').matchAll(/ ([a-z]+)(?==|>| )/g))
            expect(['href', 'rel', 'src', 'alt', 'lang', 'width']).toContain(name);
          for (const [, url] of tag.matchAll(/ (?:href|src)="([^"]*)"/g)) expect(url).toMatch(/^(https?:\/\/|mailto:)/);
        }
        expect(clean).toBe(cleanText(clean));
        expect(clean.replace(/<[^>]*>/g, '')).not.toMatch(/[<>]/);
      }),
      { numRuns: 500 },
    ));

  it('keeps an article as it is', () => {
    const article =
      '<h2>What the bill says</h2><p>See <a rel="noopener" href="https://a.example/b?c=1&amp;d=2">the bill</a>, <em>page</em> 3<sup>2</sup>.</p>' +
      '<figure><img alt="" src="https://a.example/x.png" width="3" /><figcaption>A map</figcaption></figure>' +
      '<table><tr><td colspan="2">1</td></tr></table><blockquote lang="es"><p>«No»</p></blockquote><ul><li>a</li></ul><hr />';
    const kept = sanitizeHtml(article);
    expect(kept.replaceAll(/ (src|alt|width|rel|href)="[^"]*"/g, '')).toBe(
      article.replaceAll(/ (src|alt|width|rel|href)="[^"]*"/g, ''),
    );
    expect(kept).toContain('href="https://a.example/b?c=1&amp;d=2"');
    expect(kept).toContain('rel="noopener"');
  });
});

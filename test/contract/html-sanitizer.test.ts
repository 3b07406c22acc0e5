import { describe, expect, test } from 'vitest';
import { sanitizeHtml } from '../../shared/adapters/sanitize-html/sanitizer.ts';
import type { HtmlSanitizer } from '../../shared/ports/html-sanitizer.ts';
import { trustingSanitizer } from '../fakes/html-sanitizer.ts';

/** The fake is only good for HTML that is safe already; the property tests see to the rest. */
const htmlSanitizerContract = (sanitize: HtmlSanitizer): void => {
  test.each([
    '',
    'text alone',
    '<p>One <em>toll</em> rises by 12 %; the <strong>other</strong> six do not change.</p>',
    '<h2>What the bill says</h2><ul><li>nothing</li></ul><blockquote>“No.”</blockquote>',
    '<p>See <a rel="noopener" href="https://www.nysenate.gov/bill?id=1&amp;v=2">the bill</a>.</p>',
    '<table><thead><tr><th>Toll</th></tr></thead><tbody><tr><td>$1 &lt; $2</td></tr></tbody></table>',
    '<p lang="es">¿Señal? 🛳</p>',
  ])('what is safe stays as it was: %s', (html) => {
    expect(sanitize(html)).toBe(html);
  });

  test('sanitising twice changes nothing', () => {
    const html = '<P>a<b>b<script>alert(1)</script><table><p>c</table>';
    const once = sanitize(html);
    expect(sanitize(once)).toBe(once);
  });
};

describe('a sanitizer that trusts', () => htmlSanitizerContract(trustingSanitizer));

describe('sanitize-html', () => {
  htmlSanitizerContract(sanitizeHtml);

  test('what is not safe goes', () => {
    expect(sanitizeHtml('<p onclick="a()">b<script>c()</script></p><a href="javascript:d()">e</a>')).toBe('<p>b</p>e');
  });
});

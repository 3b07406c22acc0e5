import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeHtml } from '../../shared/domain/escape-html.ts';
import { nastyText } from '../samples/nasty-text.ts';

/** What a reader of HTML makes of the five references. */
const read = (html: string): string =>
  html.replace(/&(?:amp|lt|gt|quot|#39);/g, (reference) => {
    const place = ['&amp;', '&lt;', '&gt;', '&quot;', '&#39;'].indexOf(reference);
    return '&<>"\''.charAt(place);
  });

describe('text as HTML', () => {
  test('has a reference for each character that could end an element or an attribute, wherever and however often', () => {
    expect(escapeHtml(`"Tom" & 'Jo' <b>1 > 0</b> & more`)).toBe(
      '&quot;Tom&quot; &amp; &#39;Jo&#39; &lt;b&gt;1 &gt; 0&lt;/b&gt; &amp; more',
    );
    expect(escapeHtml('&amp; &lt;')).toBe('&amp;amp; &amp;lt;');
    expect(escapeHtml('Ñandú, 5 €\n🛳')).toBe('Ñandú, 5 €\n🛳');
  });

  test('is read as the very text, and holds no markup', () => {
    fc.assert(
      fc.property(nastyText, (text) => {
        const html = escapeHtml(text);
        expect(html).not.toMatch(/[<>"']|&(?!(amp|lt|gt|quot|#39);)/);
        expect(read(html)).toBe(text);
      }),
    );
  });
});

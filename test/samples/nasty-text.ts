import fc from 'fast-check';

/** What breaks XML, HTML, JSON or a display when it is not looked after. */
export const nastyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[
          ']]>',
          ']]>]]>',
          ']]',
          '>',
          '<![CDATA[',
          '<!--',
          '-->',
          '<?xml ?>',
          '&',
          '&amp;',
          '&amp;amp;',
          '&lt;',
          '&#0;',
        ],
        ...[
          '&nbsp;',
          '&#x1F600',
          '<b>',
          '</item>',
          '</title>',
          '<script>',
          '"',
          "'",
          '`',
          '\u0000',
          '\u0008',
          '\u000b',
        ],
        ...[
          '\u001f',
          '\u007f',
          '\u0085',
          '\ufffe',
          '\uffff',
          '\ud800',
          '\udc00',
          '\u{1f600}',
          '\u{1f469}\u200d\u{1f4bb}',
        ],
        ...['\u202e', 'שלום', 'مرحبا', '\u2028', '\t', '\n', '\r', '\r\n', 'False', 'a', ' '],
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
      fc.string({ unit: 'grapheme', maxLength: 8 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

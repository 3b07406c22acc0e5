import fc from 'fast-check';
import { expect, test } from 'vitest';
import { messagesIn } from '../../local/twilio/twiml.ts';
import { twimlReply } from '../../shared/adapters/twilio/twiml.ts';
import { cleanText } from '../../shared/domain/plain-text.ts';
import { nastyText } from '../samples/nasty-text.ts';

test.each([
  ['<?xml version="1.0"?><Response/>', []],
  ['<Response><Message>Welcome &amp; &lt;hello&gt; &#65;&#x42;</Message></Response>', ['Welcome & <hello> AB']],
  ['<Response><Message to="x"><Body>one</Body></Message><Message>two</Message></Response>', ['one', 'two']],
  ['', []],
])('%s', (twiml, expected) => {
  expect(messagesIn(twiml)).toEqual(expected);
});

test('no text is an empty answer, each text a message of its own', () => {
  expect(twimlReply([])).toBe('<?xml version="1.0" encoding="UTF-8"?><Response/>');
  expect(twimlReply(['Tom & "Jo" <3', 'two'])).toBe(
    '<?xml version="1.0" encoding="UTF-8"?><Response><Message>Tom &amp; "Jo" &lt;3</Message><Message>two</Message></Response>',
  );
});

test('a text is read as it was meant, whatever is in it but what XML cannot carry', () => {
  fc.assert(
    fc.property(fc.array(nastyText.map((text) => `a${text}z`)), (texts) => {
      expect(messagesIn(twimlReply(texts))).toEqual(texts.map(cleanText));
    }),
  );
  expect(messagesIn(twimlReply(['a\u0000b\u001bc\ud800d\uffffe']))).toEqual(['abc\ufffdde']);
});

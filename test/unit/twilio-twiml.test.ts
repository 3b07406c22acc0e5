import { expect, test } from 'vitest';
import { messagesIn } from '../../local/twilio/twiml.ts';

test.each([
  ['<?xml version="1.0"?><Response/>', []],
  ['<Response><Message>Welcome &amp; &lt;hello&gt; &#65;&#x42;</Message></Response>', ['Welcome & <hello> AB']],
  ['<Response><Message to="x"><Body>one</Body></Message><Message>two</Message></Response>', ['one', 'two']],
  ['', []],
])('%s', (twiml, expected) => {
  expect(messagesIn(twiml)).toEqual(expected);
});

import { expect, test } from 'vitest';
import { feedHeaders } from '../../shared/domain/feed-message.ts';
import { topic } from '../samples/following.ts';

const file = { body: 'what do ya want for nothing?', contentType: 'application/rss+xml; charset=utf-8' };
const plain = {
  'content-type': file.contentType,
  link: '<https://wire.example/hub>; rel="hub", <https://wire.example/feeds/topics/transport/rss.xml>; rel="self"',
};

test('a feed goes with its type and its links, and without a secret with no signature', () => {
  expect(feedHeaders('https://wire.example', topic, file, undefined)).toEqual(plain);
});

test('with a secret it is signed as RFC 4231 says (test case 2)', () => {
  expect(feedHeaders('https://wire.example', topic, file, 'Jefe')).toEqual({
    ...plain,
    'x-hub-signature': 'sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  });
});

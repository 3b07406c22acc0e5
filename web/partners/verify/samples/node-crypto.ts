import { createHmac, timingSafeEqual } from 'node:crypto';

/** What the message says; throws when it is not by this secret, or not of now. `body` is what came, byte for byte. */
export const verified = (secret: string, headers: Record<string, string>, body: string): unknown => {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures = '' } = headers;
  const age = Math.abs(Date.now() / 1000 - Number(timestamp));
  if (!(age <= 300)) throw new Error('too old, or from the future');
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const wanted = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest();
  const given = signatures
    .split(' ')
    .filter((each) => each.startsWith('v1,'))
    .map((each) => Buffer.from(each.slice('v1,'.length), 'base64'));
  if (!given.some((each) => each.length === wanted.length && timingSafeEqual(each, wanted)))
    throw new Error('not signed with this secret');
  return JSON.parse(body);
};

import { createPublicKey, verify } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import { vi } from 'vitest';

type Headers = Readonly<Record<string, string>>;

/** Whether a receiver that holds this secret, and whose clock shows `receivedAt`, accepts the message: as both packages that partners use have it. */
export const verifies = (held: string, body: string, headers: Headers, receivedAt: number): boolean => {
  vi.useFakeTimers({ toFake: ['Date'], now: receivedAt });
  const accepts = (check: () => unknown): boolean => {
    try {
      check();
      return true;
    } catch {
      return false;
    }
  };
  // the older package parses the body whatever it is told
  const standard = accepts(() => new Webhook(held).verify(body, { ...headers }, { jsonParse: false }));
  const svix = isJson(body) ? accepts(() => new SvixWebhook(held).verify(body, { ...headers })) : standard;
  vi.useRealTimers();
  if (standard !== svix) throw new Error(`standardwebhooks says ${standard}, svix ${svix}`);
  return standard;
};

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** Whether any `v1a` of the message is by the key of this `whpk_`: done with nothing but what is published. */
export const verifiesPublicly = (publicKey: string, body: string, headers: Headers): boolean => {
  const x = Buffer.from(publicKey.replace(/^whpk_/, ''), 'base64').toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  const signed = Buffer.from(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`);
  return (headers['webhook-signature'] ?? '')
    .split(' ')
    .filter((each) => each.startsWith('v1a,'))
    .some((each) => verify(null, signed, key, Buffer.from(each.slice('v1a,'.length), 'base64')));
};

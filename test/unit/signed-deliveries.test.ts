import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { Endpoint } from '../../shared/domain/endpoint.ts';
import type { Vault } from '../../shared/ports/vault.ts';
import { sealHeaders } from '../../shared/use-cases/endpoint-headers.ts';
import { rotateSecret } from '../../shared/use-cases/rotate-secret.ts';
import { fakeSigningKeys } from '../fakes/signing-keys.ts';
import { fakeVault } from '../fakes/vault.ts';
import { byTheClock } from '../property/interleaving.ts';
import { endpoint, partner } from '../samples/delivering.ts';
import { deliveryChannel } from '../samples/delivery-channel.ts';
import { verifies, verifiesPublicly } from '../samples/signatures.ts';

const hour = 3_600_000;
const { id } = endpoint();
const first = `whsec_${Buffer.alloc(32, 65).toString('base64')}`;
const vault = fakeVault();

/** The channel, with an endpoint that has a secret and these headers. */
const signing = async (headers: Record<string, string> = {}, differs: Partial<Endpoint> = {}) => {
  const channel = await deliveryChannel(() => ({ ms: 50, status: 200 }), {
    headers: await sealHeaders(vault, id, headers),
    secrets: [{ sealed: await vault.seal(first, id), expiresAt: null }],
    ...differs,
  });
  const { clock, endpoints, random } = channel;
  return {
    ...channel,
    send: async (replaced: Parameters<typeof channel.deliver>[0] = {}) => {
      await channel.publish();
      await channel.plan();
      await byTheClock(channel.deliver(replaced), clock);
      return channel.heard.at(-1);
    },
    rotate: async (overlapHours: number): Promise<string> => {
      const rotated = await rotateSecret({ endpoints, vault, clock, random })(partner().id, id, overlapHours * hour);
      if (!rotated.ok) throw new Error(rotated.error);
      return rotated.value.secret;
    },
  };
};
type Channel = Awaited<ReturnType<typeof signing>>;
type Sent = Awaited<ReturnType<Channel['send']>>;

const takenBy = (held: string, sent: Sent): boolean =>
  sent !== undefined && verifies(held, sent.body, sent.headers, sent.from);

describe('what is sent', () => {
  test('is taken by holders of the old and the new secret while they rotate, then by the new one’s alone', async () => {
    const channel = await signing();
    expect(takenBy(first, await channel.send())).toBe(true);
    const second = await channel.rotate(24);
    const during = await channel.send();
    expect([first, second].map((held) => takenBy(held, during))).toEqual([true, true]);
    channel.clock.advance(24 * hour);
    const after = await channel.send();
    expect([first, second].map((held) => takenBy(held, after))).toEqual([false, true]);
  });

  test('is signed by all keys of the newsroom, for whoever has what is published alone', async () => {
    const signingKeys = fakeSigningKeys('current', 'next');
    const [sent] = [await (await signing()).send({ signingKeys })];
    const keys = await signingKeys.live();
    for (const { publicKey } of keys)
      expect(verifiesPublicly(publicKey, sent?.body ?? '', sent?.headers ?? {})).toBe(true);
    const [stranger] = await fakeSigningKeys('stranger').live();
    expect(verifiesPublicly(stranger?.publicKey ?? '', sent?.body ?? '', sent?.headers ?? {})).toBe(false);
  });

  test('has the partner’s own headers beside ours', async () => {
    const sent = await (await signing({ authorization: 'Bearer abc', 'x-api-key': 'k' })).send();
    expect(sent?.headers).toMatchObject({ authorization: 'Bearer abc', 'x-api-key': 'k' });
    expect(Object.keys(sent?.headers ?? {}).toSorted()).toEqual([
      ...['authorization', 'webhook-id', 'webhook-signature', 'webhook-timestamp', 'x-api-key'],
    ]);
    expect(takenBy(first, sent)).toBe(true);
  });
});

describe('a message that cannot be made', () => {
  const hush = 'hush-hush';
  const sealed = async (text: string) => ({ headers: { names: ['x-api-key'], sealed: await vault.seal(text, id) } });
  const throwing: Vault = {
    ...vault,
    open: async () => {
      throw new Error('KMS is down');
    },
  };
  const unread = async (): Promise<never> => {
    throw new Error('the secret of signing keys cannot be read');
  };
  const broken: Readonly<Record<string, () => Promise<[Partial<Endpoint>, Parameters<Channel['send']>[0]?]>>> = {
    'since the vault does not open': async () => [{}, { vault: throwing }],
    'since our own keys are not to be had': async () => [{}, { signingKeys: { live: unread } }],
    'since its headers are no JSON': async () => [await sealed(`${hush}{`)],
    'since its headers are JSON of another kind': async () => [await sealed(`["${hush}"]`)],
    'since its headers name what is ours': async () => [await sealed(`{"webhook-id":"${hush}"}`)],
    'since its headers would be two': async () => [await sealed(`{"x-a":"${hush}\\r\\nhost: a"}`)],
    'since its secret is none': async () => [{ secrets: [{ sealed: await vault.seal(hush, id), expiresAt: null }] }],
    'since its headers were sealed for another': async () => [
      { headers: { names: ['x-api-key'], sealed: await vault.seal(`{"x-api-key":"${hush}"}`, 'ept_another') } },
    ],
  };

  test.each(Object.keys(broken))('%s is not sent, is tried again, and tells no secret', async (why) => {
    const [differs, replaced] = (await broken[why]?.()) ?? [{}];
    const channel = await signing({ 'x-api-key': hush }, differs);
    expect(await channel.send(replaced)).toBeUndefined();
    expect(channel.states()).toEqual(['pending']);
    const errors = channel.log.lines.filter(({ code }) => code === 'DELIVERY_NOT_SENT');
    expect(errors).toHaveLength(1);
    const told = inspect([channel.log.lines, channel.deliveries.all()], { depth: 12 });
    expect(told).toContain('DELIVERY_NOT_SENT');
    for (const secret of [hush, first, first.slice(6, 30)]) expect(told).not.toContain(secret);
  });
});

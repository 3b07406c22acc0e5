import { expect, test } from 'vitest';
import { wakeAt } from '../../shared/domain/delivery-messages.ts';
import { liveSecrets } from '../../shared/domain/endpoint.ts';
import type { EndpointStore } from '../../shared/ports/endpoint-store.ts';
import { rotateSecret } from '../../shared/use-cases/rotate-secret.ts';
import { manualClock } from '../fakes/clock.ts';
import { fakeEndpointStore } from '../fakes/endpoint-store.ts';
import { seededRandomness } from '../fakes/randomness.ts';
import { fakeVault } from '../fakes/vault.ts';
import { endpoint, endpointId, noon, partner } from '../samples/delivering.ts';

const hour = 3_600_000;
const id = endpointId(1);
const first = `whsec_${'A'.repeat(43)}=`;

const openRotation = async () => {
  const [endpoints, vault, clock] = [fakeEndpointStore(), fakeVault(), manualClock(noon)];
  const random = seededRandomness();
  await endpoints.addPartner(partner());
  await endpoints.add(endpoint({ secrets: [{ sealed: await vault.seal(first, id), expiresAt: null }] }));
  const live = async () => {
    const found = await endpoints.get(id);
    const sealed = found?.kind === 'webhook' ? liveSecrets(found, new Date(clock.now()).toISOString()) : [];
    return Promise.all(sealed.map((one) => vault.open(one, id)));
  };
  return {
    ...{ endpoints, vault, clock, live },
    rotate: (overlapHours: number, replaced: Partial<EndpointStore> = {}, caller = partner().id) =>
      rotateSecret({ endpoints: { ...endpoints, ...replaced }, vault, clock, random })(caller, id, overlapHours * hour),
  };
};

const secretOf = (rotated: Awaited<ReturnType<Awaited<ReturnType<typeof openRotation>>['rotate']>>): string => {
  if (!rotated.ok) throw new Error(rotated.error);
  return rotated.value.secret;
};

test('the new secret signs at once, and the old one beside it until its time is over', async () => {
  const { rotate, clock, live } = await openRotation();
  const second = secretOf(await rotate(24));
  expect(second).not.toBe(first);
  expect(await live()).toEqual([second, first]);
  clock.advance(24 * hour - 1);
  expect(await live()).toEqual([second, first]);
  clock.advance(1);
  expect(await live()).toEqual([second]);
});

test('without an overlap the old one is over at once', async () => {
  const { rotate, live } = await openRotation();
  expect(await live()).toEqual([first]);
  const second = secretOf(await rotate(0));
  expect(await live()).toEqual([second]);
});

test('one that already ends keeps its end, whatever comes after it', async () => {
  const { rotate, clock, live } = await openRotation();
  const second = secretOf(await rotate(2));
  const third = secretOf(await rotate(168));
  expect(await live()).toEqual([third, second, first]);
  clock.advance(2 * hour);
  expect(await live()).toEqual([third, second]);
});

test('the row forgets what has ended', async () => {
  const { rotate, clock, endpoints } = await openRotation();
  await rotate(1);
  clock.advance(hour);
  await rotate(1);
  expect(await endpoints.get(id)).toMatchObject({ secrets: { length: 2 } });
});

test('of two rotations at once neither is lost', async () => {
  const { rotate, live } = await openRotation();
  const secrets = (await Promise.all([rotate(24), rotate(24)])).map(secretOf);
  expect(new Set(secrets).size).toBe(2);
  expect((await live()).toSorted()).toEqual([...secrets, first].toSorted());
});

test('who loses every race is told so, and nothing is written', async () => {
  const { rotate, live } = await openRotation();
  let tries = 0;
  const replaceSecrets = async () => {
    tries += 1;
    return false;
  };
  expect(await rotate(24, { replaceSecrets })).toEqual({ ok: false, error: 'busy' });
  expect([tries > 1, await live()]).toEqual([true, [first]]);
});

test('an endpoint that goes meanwhile, or is another partner’s, is not found', async () => {
  const { rotate, endpoints, live } = await openRotation();
  const another = 'ptr_01JD4Z00000000000000000009';
  expect(await rotate(24, {}, another)).toEqual({ ok: false, error: 'not-found' });
  expect(await live()).toEqual([first]);
  const replaceSecrets: EndpointStore['replaceSecrets'] = async (...change) => {
    await endpoints.remove(endpoint(), wakeAt(endpoint(), Date.parse(noon), 'removed'));
    return endpoints.replaceSecrets(...change);
  };
  expect(await rotate(24, { replaceSecrets })).toEqual({ ok: false, error: 'not-found' });
});

test('more than ten secrets at once are refused, and an overlap of none is let through', async () => {
  const { rotate, live } = await openRotation();
  for (let made = 1; made < 10; made += 1) secretOf(await rotate(168));
  const before = await live();
  expect(before).toHaveLength(10);
  expect(await rotate(168)).toEqual({ ok: false, error: 'too-many-secrets' });
  expect(await live()).toEqual(before);
  const last = secretOf(await rotate(0));
  expect(await live()).toEqual([last, ...before.slice(1)]);
});

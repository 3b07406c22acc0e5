import { expect, test } from 'vitest';
import type { LeaseName, Leases } from '../../../shared/ports/leases.ts';
import { endpointId } from '../../samples/delivering.ts';
import { type LeaseState, type OpenDeliveryStores, work } from './under-test.ts';

const name = endpointId(1);
const at = (second: number): string => new Date(Date.UTC(2026, 10, 20, 12, 0, second)).toISOString();

/** Takes the lease at a second, for ten. */
const take = (leases: Leases<LeaseState>, token: string, second: number, of: LeaseName = name) =>
  leases.take(of, { token, now: at(second), until: at(second + 10), guard: work(`guard of ${token}`) });

export const leasesContract = (open: OpenDeliveryStores): void => {
  test('one holds it, with a guard in the Timetable; others hear who does', async () => {
    const { leases, due } = await open();
    expect(await take(leases, 'a', 0)).toEqual({ taken: true, state: undefined, clean: true });
    expect(await take(leases, 'b', 9)).toEqual({ taken: false, holder: 'a' });
    expect(await due()).toEqual([work('guard of a')]);
    expect(await take(leases, 'c', 5, 'planning')).toMatchObject({ taken: true });
    expect(await take(leases, 'd', 5, endpointId(2))).toMatchObject({ taken: true });
  });

  test('of many who come at once, one takes it', async () => {
    const { leases } = await open();
    const answers = await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map((token) => take(leases, token, 0)));
    const [taken, ...more] = answers.flatMap((answer, index) => (answer.taken ? 'abcdef'.charAt(index) : []));
    expect(more).toEqual([]);
    for (const answer of answers) if (!answer.taken) expect(answer.holder).toBe(taken);
  });

  test('the next holder finds the state, and whether the last one gave it back', async () => {
    const { leases } = await open();
    await take(leases, 'a', 0);
    expect(await leases.keep(name, 'a', at(20), { count: 1 }, work('later guard'))).toBe(true);
    expect(await take(leases, 'b', 19)).toMatchObject({ taken: false });
    expect(await take(leases, 'b', 20)).toEqual({ taken: true, state: { count: 1 }, clean: false });
    expect(await leases.release(name, 'b', 0, { count: 2 }, undefined)).toBe(true);
    expect(await take(leases, 'c', 20)).toEqual({ taken: true, state: { count: 2 }, clean: true });
  });

  test('what was saved under leases can be read, whoever holds them', async () => {
    const { leases } = await open();
    await take(leases, 'a', 0);
    await leases.keep(name, 'a', at(20), { count: 1 }, work('guard'));
    await take(leases, 'b', 0, endpointId(2));
    await leases.release(endpointId(2), 'b', 0, { count: 2 }, undefined);
    await take(leases, 'c', 0, endpointId(3));
    const names = [1, 2, 3, 4].map(endpointId);
    expect(await leases.states(names)).toEqual(
      new Map([
        [endpointId(1), { count: 1 }],
        [endpointId(2), { count: 2 }],
      ]),
    );
    expect(await leases.states([])).toEqual(new Map());
  });

  test('who lost it keeps, gives back and hears nothing', async () => {
    const { leases, due } = await open();
    await take(leases, 'a', 0);
    await take(leases, 'b', 10);
    const before = await due();
    expect(await leases.keep(name, 'a', at(30), { count: 9 }, work('no guard'))).toBe(false);
    expect(await leases.release(name, 'a', 0, { count: 9 }, work('no wake'))).toBe(false);
    expect(await leases.knocks(name, 'a')).toBeUndefined();
    expect(await leases.knock(name, 'a')).toBe(false);
    expect(await due()).toEqual(before);
    expect(await leases.knocks(name, 'b')).toBe(0);
    expect(await take(leases, 'c', 20)).toEqual({ taken: true, state: undefined, clean: false });
  });

  test('it is given back, with its due work, only by who has seen every knock', async () => {
    const { leases, due } = await open();
    await take(leases, 'a', 0);
    for (const _ of [1, 2]) expect(await leases.knock(name, 'a')).toBe(true);
    for (const seen of [0, 1]) expect(await leases.release(name, 'a', seen, { count: 1 }, work('wake'))).toBe(false);
    expect(await due()).toEqual([work('guard of a')]);
    expect(await leases.knocks(name, 'a')).toBe(2);
    expect(await leases.release(name, 'a', 2, { count: 1 }, work('wake'))).toBe(true);
    expect(await due()).toHaveLength(2);
    expect(await due()).toContainEqual(work('wake'));
    expect(await leases.knock(name, 'a')).toBe(false);
    expect(await leases.release(name, 'a', 2, { count: 1 }, undefined)).toBe(false);
  });

  test('knocks are of one grant', async () => {
    const { leases } = await open();
    await take(leases, 'a', 0);
    await leases.knock(name, 'a');
    await take(leases, 'b', 10);
    expect(await leases.release(name, 'b', 0, { count: 1 }, undefined)).toBe(true);
  });

  test('nobody knocks at what nobody ever held', async () => {
    const { leases } = await open();
    expect(await leases.knock(name, 'a')).toBe(false);
    expect(await leases.keep(name, 'a', at(10), { count: 1 }, work('no guard'))).toBe(false);
    expect(await leases.knocks(name, 'a')).toBeUndefined();
    expect(await take(leases, 'b', 0)).toEqual({ taken: true, state: undefined, clean: true });
  });
};

import { expect } from 'vitest';
import type { Resolve } from '../../../shared/adapters/http-sender/resolver.ts';
import { exchangeMs } from '../../../shared/domain/delivery.ts';
import { toEndpointView } from '../../../shared/domain/endpoint.ts';
import type { EndpointId } from '../../../shared/domain/ids.ts';
import type { WebhookSender } from '../../../shared/ports/webhook-sender.ts';
import { fakeVault } from '../../fakes/vault.ts';
import { endpoint, endpointId, partner } from '../../samples/delivering.ts';
import { deliveryChannel } from '../../samples/delivery-channel.ts';
import { waitFor } from '../../wait-for.ts';
import { type PartnerServer, sender, startHttp } from '../http-sender/servers.ts';
import { connectionsHere, dialling } from './connections.ts';

export interface Hostile {
  /** Where the endpoint is, as its row has it. */
  readonly url: string;
  readonly sockets: PartnerServer['sockets'];
}

interface HostileOptions {
  /** How long an exchange may really take; the engine gives it 15 s. */
  readonly patienceMs?: number;
  readonly resolve?: Resolve;
  /** As it is when deployed, where nothing may be on loopback; the other partner's endpoint alone still is. */
  readonly deployed?: boolean;
}

const hostileId = endpointId(1);
const otherId = endpointId(2);
const otherPartner = partner({ id: 'ptr_01JD4Z00000000000000000002', name: 'The Valley Courier' });

/**
 * The engine and the sender as they are, with a hostile receiver that is owed a ruling and another partner's well-behaved one that is
 * owed it, too. The engine's clock stands still while they talk.
 */
export const openChannel = async (
  hostile: Hostile,
  { patienceMs = exchangeMs, resolve, deployed = false }: HostileOptions = {},
) => {
  const before = connectionsHere();
  const other = await startHttp();
  const sealed = async (id: EndpointId) => [
    { sealed: await fakeVault().seal(`whsec_${'A'.repeat(43)}=`, id), expiresAt: null },
  ];
  const channel = await deliveryChannel(
    () => {
      throw new Error('the sender in memory has no part here');
    },
    { url: hostile.url, secrets: await sealed(hostileId) },
  );
  const { endpoints, deliveries, log } = channel;
  await endpoints.addPartner(otherPartner);
  const theirs = { id: otherId, partnerId: otherPartner.id, url: other.url, secrets: await sealed(otherId) };
  await endpoints.add(endpoint(theirs));
  await channel.publish();
  await channel.plan();

  const clock = { now: channel.clock.now, sleep: async (ms: number) => channel.clock.advance(ms) };
  const now = () => clock.now() + exchangeMs - patienceMs;
  const real = sender({ now, allowLoopback: !deployed, ...(resolve && { resolve }) });
  const elsewhere = deployed ? sender({ now: clock.now }) : real;
  /** Of a message's body, in bytes. */
  let length = 0;
  let open = 0;
  let mostOpen = 0;
  const senders: WebhookSender = {
    post: (request) => {
      expect(request.deadline - clock.now(), 'what an exchange may take').toBe(exchangeMs);
      if (request.url === other.url) return elsewhere.post(request);
      length = Buffer.byteLength(request.body);
      open += 1;
      mostOpen = Math.max(mostOpen, open);
      return real.post(request).finally(() => {
        open -= 1;
      });
    },
  };

  const deliver = (id: EndpointId) => channel.deliver({ sender: senders, clock }, id);

  const rowOf = (id: EndpointId) => {
    const row = deliveries.all().find((one) => one.endpointId === id);
    if (row === undefined) throw new Error('nothing is owed');
    return row;
  };
  const endpointOf = async (id: EndpointId) => {
    const found = await endpoints.get(id);
    if (found?.kind !== 'webhook') throw new Error('the endpoint is gone');
    return found;
  };
  const standingOf = async (id: EndpointId) => toEndpointView(await endpointOf(id)).status;
  const openSockets = (): number => hostile.sockets.filter(({ closed }) => !closed).length;

  /** Another partner was served, whatever the hostile one did. */
  const othersAreServed = async (): Promise<void> => {
    const rows = deliveries.all().filter((row) => row.endpointId === otherId);
    for (const { state, attempts } of rows)
      expect([state, attempts]).toMatchObject(['delivered', [{ number: 1, status: 204, error: null }]]);
    expect([other.posted.length, await standingOf(otherId)]).toEqual([rows.length, 'active']);
  };

  /** What holds of every attempt. */
  const isWellRecorded = (): void => {
    const { attempts, attempted, state, nextAttemptAt } = rowOf(hostileId);
    const attempt = attempts.at(-1);
    expect(attempt).toMatchObject({ number: attempted, url: hostile.url, at: new Date(clock.now()).toISOString() });
    const { dns = -1, connect = -1, firstByte = -1, total = -1 } = attempt?.ms ?? {};
    for (const ms of [dns, connect, firstByte ?? 0, total - (firstByte ?? 0)]) expect(ms).toBeGreaterThanOrEqual(0);
    expect(firstByte === null).toBe(attempt?.status === null);
    expect(Buffer.byteLength(attempt?.answer ?? '')).toBeLessThanOrEqual(1024);
    expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
    const told = log.lines.filter(
      ({ code, fields }) => code === 'DELIVERY_ATTEMPTED' && fields['endpointId'] === hostileId,
    );
    expect(told.at(-1)?.fields).toMatchObject({ state, status: attempt?.status, error: attempt?.error });
    const looks = channel.timetable
      .rows()
      .some(({ kind, id, at }) => kind === 'deliver' && id === hostileId && at >= (nextAttemptAt ?? ''));
    expect(nextAttemptAt === null || looks, 'somebody looks again when it is due').toBe(true);
  };

  return {
    clock: channel.clock,
    endpoint: () => endpointOf(hostileId),
    /** How many exchanges with the hostile receiver were under way at a time. */
    mostOpen: () => mostOpen,
    rows: () => deliveries.all().filter((row) => row.endpointId === hostileId),
    /** A further ruling that both are owed. */
    publish: async () => {
      await channel.publish();
      await channel.plan();
    },
    /** One run for each endpoint, without looking at what came of it. */
    run: () => Promise.all([hostileId, otherId].map(deliver)),
    /** An attempt at the first ruling, once it is due: what stands on record of it, and what became of its connections. */
    attempt: async (kept = 0) => {
      const due = rowOf(hostileId).nextAttemptAt;
      if (due !== null) channel.clock.advance(Math.max(0, Date.parse(due) - clock.now()));
      let over = false;
      let servedMeanwhile = false;
      const dialled = await dialling(async () => {
        const run = deliver(hostileId).then(() => {
          over = true;
        });
        await deliver(otherId);
        servedMeanwhile = !over;
        await run;
      });
      await othersAreServed();
      isWellRecorded();
      await waitFor(() => openSockets() === kept);
      const { attempts, state, nextAttemptAt } = rowOf(hostileId);
      const { status, error, answer } = attempts.at(-1) ?? {};
      return {
        ...{ status, error, answer, state, servedMeanwhile, kept },
        dialled: dialled.filter((place) => place !== new URL(other.url).host),
        again: nextAttemptAt === null ? null : Date.parse(nextAttemptAt) - clock.now(),
        standing: await standingOf(hostileId),
        connections: hostile.sockets.length,
        heard: hostile.sockets.filter(({ bytesRead }) => bytesRead > length).length,
      };
    },
    /** Ends the senders; whatever the receiver did, this process then holds no connection. */
    close: async (): Promise<void> => {
      real.close();
      elsewhere.close();
      await waitFor(() => connectionsHere() === before);
    },
  };
};

/** One attempt at a hostile receiver. */
export const attempt = async (hostile: Hostile, options: HostileOptions & { kept?: number } = {}) => {
  const { attempt: attemptOne, close } = await openChannel(hostile, options);
  const outcome = await attemptOne(options.kept);
  await close();
  return outcome;
};

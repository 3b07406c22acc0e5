import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createTextSender } from '../../shared/adapters/twilio/messages.ts';
import type { OutgoingText, TextSender, TextSendOutcome } from '../../shared/ports/text-sender.ts';
import { type Behaviour, fakeTextSender, takes } from '../fakes/text-sender.ts';
import {
  credentials,
  messagingServiceSid,
  type Simulation,
  startSimulation,
  temporaryFolder,
} from '../integration/twilio-harness.ts';
import { phone } from '../samples/texting.ts';

/** What the network does with the next try, in words that both sides know. */
type Mishap = 'refuses' | 'throttles' | 'fails' | 'takes and fails';

interface Taken {
  readonly sid: string;
  readonly to: string;
  readonly body: string;
}

interface Opened {
  readonly sender: TextSender;
  readonly next: (mishap: Mishap) => Promise<void>;
  /** What reached a phone, or will. */
  readonly taken: () => Promise<Taken[]>;
}

const text = (last: number): OutgoingText => ({
  to: phone(last),
  body: `héllo & bye ${last}`,
  statusCallback: 'http://127.0.0.1:9/status/token',
  validitySeconds: 600,
});

const textSenderContract = (open: () => Promise<Opened>): void => {
  test('what is accepted is taken once, under the name that was told', async () => {
    const { sender, taken } = await open();
    const told: Taken[] = [];
    for (const one of [text(1), text(2), text(1)]) {
      const outcome = await sender.send(one);
      if (outcome.kind !== 'accepted') throw new Error(outcome.kind);
      told.push({ sid: outcome.sid, to: one.to, body: one.body });
    }
    expect(new Set(told.map(({ sid }) => sid)).size).toBe(3);
    for (const { sid } of told) expect(sid).toMatch(/^SM[0-9a-f]{32}$/);
    expect(await taken()).toHaveLength(3);
    expect(await taken()).toEqual(expect.arrayContaining(told));
  });

  test('a text of which nobody wants to hear is taken like any other', async () => {
    const { sender, taken } = await open();
    expect((await sender.send({ ...text(1), statusCallback: null })).kind).toBe('accepted');
    expect(await taken()).toMatchObject([{ to: phone(1), body: text(1).body }]);
  });

  test.each<[Mishap, TextSendOutcome, number]>([
    ['refuses', { kind: 'refused', code: 21610, status: 400 }, 0],
    ['throttles', { kind: 'unsent', reason: 'throttled' }, 0],
    ['fails', { kind: 'unknown', reason: 'server-error' }, 0],
    ['takes and fails', { kind: 'unknown', reason: 'server-error' }, 1],
  ])('a network that %s is told as it is, and nothing is repeated', async (mishap, outcome, count) => {
    const { sender, next, taken } = await open();
    await next(mishap);
    expect(await sender.send(text(1))).toEqual(outcome);
    expect(await taken()).toHaveLength(count);
    expect((await sender.send(text(2))).kind).toBe('accepted');
    expect(await taken()).toHaveLength(count + 1);
  });
};

describe('the sender of texts in memory', () => {
  const outcomes: Record<Mishap, { taken: boolean; says: TextSendOutcome }> = {
    refuses: { taken: false, says: { kind: 'refused', code: 21610, status: 400 } },
    throttles: { taken: false, says: { kind: 'unsent', reason: 'throttled' } },
    fails: { taken: false, says: { kind: 'unknown', reason: 'server-error' } },
    'takes and fails': { taken: true, says: { kind: 'unknown', reason: 'server-error' } },
  };
  textSenderContract(async () => {
    let mishap: Mishap | undefined;
    const behave: Behaviour = (one, number) => {
      const outcome = mishap ? outcomes[mishap] : takes(one, number);
      mishap = undefined;
      return outcome;
    };
    const sender = fakeTextSender(behave);
    return {
      sender,
      next: async (to) => {
        mishap = to;
      },
      taken: async () => sender.taken.map(({ sid, to, body }) => ({ sid, to, body })),
    };
  });
});

describe('the sender of texts through Twilio, as simulated', () => {
  const faults: Record<Mishap, Record<string, unknown>> = {
    refuses: { status: 400, code: 21610 },
    throttles: { status: 429 },
    fails: { status: 503 },
    'takes and fails': { acceptThen: 500 },
  };
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let twilio: Simulation;
  beforeAll(async () => {
    folder = await temporaryFolder();
    twilio = await startSimulation(folder.path);
  });
  afterEach(async () => {
    await twilio.call('DELETE', '/_sim');
  });
  afterAll(async () => {
    await twilio.close();
    await folder.remove();
  });

  textSenderContract(async () => ({
    sender: createTextSender({ baseUrl: twilio.url, ...credentials, messagingServiceSid }),
    next: (mishap) => twilio.fault(faults[mishap]),
    taken: async () => {
      const listed: Taken[] = JSON.parse((await twilio.call('GET', '/_sim/messages')).body);
      return listed.map(({ sid, to, body }) => ({ sid, to, body }));
    },
  }));
});

import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { Runtime } from '../../../local/runtime.ts';
import { createLeavers } from '../../../shared/adapters/dynamo/leavers.ts';
import { createTextLedger } from '../../../shared/adapters/dynamo/text-ledger.ts';
import { createPhoneHasher } from '../../../shared/adapters/platform-secret/phone-hasher.ts';
import { createSqsQueue } from '../../../shared/adapters/sqs/queue.ts';
import type { LedgerKey } from '../../../shared/domain/broadcast.ts';
import { cohortShardOf } from '../../../shared/domain/cohort.ts';
import { broadcastOf, rulingEventSchema } from '../../../shared/domain/event.ts';
import type { BroadcastId } from '../../../shared/domain/ids.ts';
import type { TextPlan } from '../../../shared/domain/text-messages.ts';
import { waitFor } from '../../wait-for.ts';
import type { Dev } from '../../wire-process.ts';
import { distributionOf } from '../kill/look.ts';
import { askWire, correct, publish } from './newsroom.ts';
import { openAsOwner } from './owner.ts';
import { signUp } from './people.ts';
import { misbehave, phoneOf, textWith } from './phones.ts';

const hour = 3_600_000;
const [known, gone, silent, lost] = [phoneOf(51), phoneOf(52), phoneOf(53), phoneOf(54)];
const topics = ['doubts'];

/** A zone's digest, which is due at the opening of its window: this wire's never shuts. */
export const driveDigest = async (dev: Dev, runtime: Runtime): Promise<void> => {
  const reader = phoneOf(55);
  await signUp(dev, 'operator', reader, { topics: ['digests'], frequency: 'daily' });
  const digested = await publish(dev, 'is-digested', { topics: ['digests'], texts: 'digest' });
  const { client, variable, shared } = openAsOwner(runtime, 'TextsPlanTexts');
  const sqs = new SQSClient({ ...shared, endpoint: variable('AWS_ENDPOINT_URL_SQS') });
  const due: TextPlan = {
    ...({ kind: 'digest', frequency: 'daily' } as const),
    ...{ zones: 'America/New_York', at: new Date().toISOString() },
  };
  await createSqsQueue<TextPlan>(variable('TEXT_PLANS_QUEUE_URL'), sqs).send([due]);
  await textWith(dev, reader, 'is-digested');
  await correct(dev, digested);
  await textWith(dev, reader, 'CORRECTION');
  client.destroy();
  sqs.destroy();
};

/** Numbers that were given back, on each of the last days. */
export const driveDeactivations = async (dev: Dev, runtime: Runtime): Promise<void> => {
  const number = phoneOf(56);
  await signUp(dev, 'operator', number);
  for (let days = 1; days < 5; days += 1) {
    const date = new Date(Date.now() - days * 24 * hour).toISOString().slice(0, 'yyyy-mm-dd'.length);
    const body = JSON.stringify({ date, numbers: [number] });
    await fetch(`${dev.twilioUrl}/_sim/deactivations`, { method: 'POST', body });
  }
  // and the evidence of somebody who left long ago goes
  const { client, variable } = openAsOwner(runtime, 'TendTexts');
  const leaver = { hash: `1.${'x'.repeat(43)}` as const, at: '2001-01-01T00:00:00.000Z' };
  await createLeavers(client, variable('SUBSCRIBERS_TABLE')).move(leaver, '2001-02-01T00:00:00.000Z');
  client.destroy();
  await runtime.invoke('TendTexts', {});
};

/** A text that Twilio does not know of, and how often it was looked for. */
export interface Doubted {
  readonly id: BroadcastId;
  readonly key: LedgerKey;
}

/**
 * Texts in doubt, whose callbacks never come: Twilio will list one as delivered, one as sent to a landline, one as out of reach, and does
 * not know of the fourth.
 */
export const beginDoubt = async (dev: Dev, runtime: Runtime): Promise<Doubted> => {
  const silence = { acceptThen: 'cut', callbacks: 'drop' } as const;
  for (const phone of [known, gone, silent, lost]) await signUp(dev, 'operator', phone, { topics });
  await misbehave(dev, { ...silence, to: known });
  await misbehave(dev, { ...silence, to: gone, code: 30_006 });
  await misbehave(dev, { ...silence, to: silent, code: 30_003 });
  await misbehave(dev, { to: lost, status: 500 });
  const { ruling, event } = await publish(dev, 'is-doubted', { topics });
  await waitFor(async () => {
    const { unknown = 0 } = (await distributionOf(dev, ruling.id)).events[0]?.texts ?? {};
    return unknown >= 4;
  });
  const id = broadcastOf(rulingEventSchema.parse(event));
  const hash = createPhoneHasher(runtime.secret('PlatformSecret'))(lost);
  return { id, key: { broadcastId: id, hash, cohort: cohortShardOf('America/New_York', hash) } };
};

/** Hours later: what Twilio lists is settled, and what is lost then is sent once more. */
export const endDoubt = async (dev: Dev, runtime: Runtime, { id, key }: Doubted): Promise<void> => {
  const { client, variable } = openAsOwner(runtime, 'TextsSendTexts');
  const tables = { texts: variable('TEXTS_TABLE'), subscribers: variable('SUBSCRIBERS_TABLE'), timetable: '' };
  const ledger = createTextLedger(client, tables, 400);
  // as the wire looks: after a quarter of an hour, two hours and twelve, and after sixteen it gives up
  for (const [hours, looks, state] of [
    [0.3, 1, 'unknown'],
    [2, 2, 'unknown'],
    [10.2, 3, 'unknown'],
    [4, 3, 'lost'],
  ] as const) {
    await runtime.passTime(hours * hour);
    await waitFor(async () => {
      await runtime.invoke('SweepFunction', {});
      const row = await ledger.find(key);
      return row?.looks === looks && row.state === state;
    });
  }
  client.destroy();
  z.object({ broadcast: z.object({}) }).parse(await askWire(dev, 'newsroom', ['POST', `/v1/broadcasts/${id}/resend`]));
  await textWith(dev, lost, 'is-doubted');
};

import { expect } from 'vitest';
import type { Runtime } from '../../../local/runtime.ts';
import { samplePhones } from '../../../local/seed/sample-newsroom.ts';
import { sign } from '../../../local/twilio/signature.ts';
import { loadTwilioAccount } from '../../../local/twilio-account.ts';
import { createLedgerTokens } from '../../../shared/adapters/platform-secret/ledger-tokens.ts';
import { createPhoneHasher } from '../../../shared/adapters/platform-secret/phone-hasher.ts';
import { broadcastOf, rulingEventSchema } from '../../../shared/domain/event.ts';
import { zoneKeyOf } from '../../../shared/domain/time-zone.ts';
import { waitFor } from '../../wait-for.ts';
import type { Dev } from '../../wire-process.ts';
import { distributionOf } from '../kill/look.ts';
import { type Committed, correct, publish } from './newsroom.ts';
import { signUp } from './people.ts';
import { misbehave } from './phones.ts';

const [first, second, third] = samplePhones;

const settled = (dev: Dev, { ruling }: Committed) =>
  waitFor(async () => {
    const texts = (await distributionOf(dev, ruling.id)).events[0]?.texts;
    return texts !== null && texts !== undefined && texts.audience > 0 && texts.pending + texts.posting === 0;
  });

/** A Messaging Service may take a text and tell afterwards that its recipient had opted out. */
const tellOptOut = async (dev: Dev, runtime: Runtime, dataDir: string, { event }: Committed): Promise<void> => {
  const secret = runtime.secret('PlatformSecret');
  const hash = createPhoneHasher(secret)(third);
  const key = {
    broadcastId: broadcastOf(rulingEventSchema.parse(event)),
    cohort: `${zoneKeyOf(third)}#0`,
    hash,
  } as const;
  const url = `${dev.baseUrl}/twilio/status/${createLedgerTokens(secret).seal(key)}`;
  const form = new URLSearchParams({ MessageSid: 'SM1', MessageStatus: 'failed', ErrorCode: '21610' });
  const signature = sign(loadTwilioAccount(dataDir).authToken, url, form);
  const answer = await fetch(url, { method: 'POST', headers: { 'x-twilio-signature': signature }, body: form });
  expect(answer.status).toBe(204);
};

/** A correction to who heard the error, a phone that opted out, a Twilio that takes nothing for a moment, and a subscriber's new wishes. */
export const driveTexts = async (dev: Dev, runtime: Runtime, dataDir: string): Promise<void> => {
  const heard = await publish(dev, 'is-heard');
  await settled(dev, heard);
  await settled(dev, await correct(dev, heard));

  await misbehave(dev, { to: first, status: 400, code: 21610 });
  await misbehave(dev, { to: second, status: 401 });
  // after it was taken: that it is too much for the sender
  await misbehave(dev, { to: samplePhones[3], code: 30_022 });
  await settled(dev, await publish(dev, 'is-refused'));
  await tellOptOut(dev, runtime, dataDir, heard);

  await signUp(dev, 'operator', samplePhones[3], { frequency: 'daily' });
  expect(await signUp(dev, 'newsroom', samplePhones[3])).toMatchObject({ status: 403 });
};

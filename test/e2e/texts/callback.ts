import { expect } from 'vitest';
import * as z from 'zod';
import type { Runtime } from '../../../local/runtime.ts';
import { sign } from '../../../local/twilio/signature.ts';
import { loadTwilioAccount } from '../../../local/twilio-account.ts';
import { createLedgerTokens } from '../../../shared/adapters/platform-secret/ledger-tokens.ts';
import { createPhoneHasher } from '../../../shared/adapters/platform-secret/phone-hasher.ts';
import { cohortShardOf } from '../../../shared/domain/cohort.ts';
import type { BroadcastId } from '../../../shared/domain/ids.ts';
import type { PhoneHash } from '../../../shared/domain/subscriber.ts';
import { zoneKeyOf } from '../../../shared/domain/time-zone.ts';
import { textsTo } from '../permissions/phones.ts';
import type { Desk } from './desk.ts';

const numberSchema = z.templateLiteral(['+', z.string()]);

/** What the wire knows a phone by. */
export const hashOf = (runtime: Pick<Runtime, 'secret'>, phone: string): PhoneHash =>
  createPhoneHasher(runtime.secret('PlatformSecret'))(numberSchema.parse(phone));

/** Tells that the first text which a phone has, and which is of this broadcast, was delivered, as Twilio does that long after it was. */
export const tellOfText = async (
  { dev, runtime, dataDir }: Pick<Desk, 'dev' | 'runtime' | 'dataDir'>,
  broadcastId: BroadcastId,
  phone: string,
): Promise<void> => {
  const hash = hashOf(runtime, phone);
  const key = { broadcastId, cohort: cohortShardOf(zoneKeyOf(numberSchema.parse(phone)), hash), hash };
  const token = createLedgerTokens(runtime.secret('PlatformSecret')).seal(key);
  const url = `${dev.baseUrl}/twilio/status/${token}`;
  const [text] = await textsTo(dev, phone);
  const form = new URLSearchParams({ MessageSid: text?.sid ?? '', MessageStatus: 'delivered' });
  const signature = sign(loadTwilioAccount(dataDir).authToken, url, form);
  const answer = await fetch(url, { method: 'POST', headers: { 'x-twilio-signature': signature }, body: form });
  expect(answer.status).toBe(204);
};

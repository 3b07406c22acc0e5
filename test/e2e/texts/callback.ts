import { expect } from 'vitest';
import { sign } from '../../../local/twilio/signature.ts';
import { loadTwilioAccount } from '../../../local/twilio-account.ts';
import { createLedgerTokens } from '../../../shared/adapters/platform-secret/ledger-tokens.ts';
import { createPhoneHasher } from '../../../shared/adapters/platform-secret/phone-hasher.ts';
import { phoneSchema } from '../../../shared/domain/phone.ts';
import type { BroadcastId } from '../../../shared/domain/ids.ts';
import { zoneKeyOf } from '../../../shared/domain/time-zone.ts';
import type { Desk } from './desk.ts';
import { textsTo } from '../permissions/phones.ts';

/** Tells of the one text that a phone has of a broadcast, as Twilio does long after it has arrived. */
export const tellOfText = async (
  { dev, runtime, dataDir }: Pick<Desk, 'dev' | 'runtime' | 'dataDir'>,
  broadcastId: BroadcastId,
  phone: string,
): Promise<void> => {
  const number = phoneSchema({ texts: { callingCodes: ['1'] } }).parse(phone);
  const secret = runtime.secret('PlatformSecret');
  const key = { broadcastId, cohort: `${zoneKeyOf(number)}#0`, hash: createPhoneHasher(secret)(number) } as const;
  const url = `${dev.baseUrl}/twilio/status/${createLedgerTokens(secret).seal(key)}`;
  const [text] = await textsTo(dev, phone);
  const form = new URLSearchParams({ MessageSid: text?.sid ?? '', MessageStatus: 'delivered' });
  const signature = sign(loadTwilioAccount(dataDir).authToken, url, form);
  const answer = await fetch(url, { method: 'POST', headers: { 'x-twilio-signature': signature }, body: form });
  expect(answer.status).toBe(204);
};

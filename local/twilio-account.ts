import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import * as z from 'zod';
import { readPrivateJson, writePrivateJson } from './aws/private-file.ts';

const schema = z.object({
  accountSid: z.string(),
  authToken: z.string(),
  apiKeySid: z.string(),
  apiKeySecret: z.string(),
  messagingServiceSid: z.string(),
});
export type TwilioAccount = z.infer<typeof schema>;

const hex = (): string => randomBytes(16).toString('hex');

/** The account with the simulated Twilio: made once for a data folder, then the same at each start. */
export const loadTwilioAccount = (dataDir: string): TwilioAccount => {
  const file = join(dataDir, 'twilio-account.json');
  const known = readPrivateJson(file, schema);
  if (known !== undefined) return known;
  const account = {
    accountSid: `AC${hex()}`,
    authToken: hex(),
    apiKeySid: `SK${hex()}`,
    apiKeySecret: hex(),
    messagingServiceSid: `MG${hex()}`,
  };
  writePrivateJson(file, account);
  return account;
};

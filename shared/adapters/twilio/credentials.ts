import * as z from 'zod';
import { readSecret } from '../secrets/secret.ts';

const credentialsSchema = z.object({
  accountSid: z.string(),
  /** Signs what Twilio calls us with; requests of ours use the API key. */
  authToken: z.string(),
  apiKeySid: z.string(),
  apiKeySecret: z.string(),
  messagingServiceSid: z.string(),
});
export type TwilioCredentials = z.output<typeof credentialsSchema>;

/** The newsroom's account at Twilio, from its secret. */
export const readTwilioCredentials = async (secretArn: string): Promise<TwilioCredentials> =>
  credentialsSchema.parse(JSON.parse(await readSecret(secretArn)));

/** Whose API is asked, and as whom. */
export interface TwilioAccount {
  /** `https://api.twilio.com`, or a server that speaks its API. */
  readonly baseUrl: string;
  readonly accountSid: string;
  readonly apiKeySid: string;
  readonly apiKeySecret: string;
}

/** The API key as an Authorization header. */
export const basicAuthorization = ({
  apiKeySid,
  apiKeySecret,
}: Pick<TwilioAccount, 'apiKeySid' | 'apiKeySecret'>): string =>
  `Basic ${Buffer.from(`${apiKeySid}:${apiKeySecret}`).toString('base64')}`;

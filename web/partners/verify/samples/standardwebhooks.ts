import { Webhook } from 'standardwebhooks';

export const verified = (secret: string, headers: Record<string, string>, body: string): unknown =>
  new Webhook(secret).verify(body, headers);

import { rulings } from './api-and-rulings.ts';
import { deliveries } from './deliveries.ts';
import { feeds } from './feeds.ts';
import { sends } from './sends.ts';
import { people } from './sign-ups-and-replies.ts';
import { work } from './work.ts';

/** Every code that a log line can have: `docs/log-codes.md` is made from this. */
export const logCodes = { ...rulings, ...feeds, ...deliveries, ...work, ...sends, ...people };
export type LogCode = keyof typeof logCodes;

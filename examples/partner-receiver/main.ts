import * as z from 'zod';
import { createCatchUp } from './catch-up.ts';
import { createReceiver } from './receive.ts';
import { openShelf } from './shelf.ts';

/** What failed is done again so often, without a message that reminds us of it. */
const catchUpEveryMs = 60_000;
/** Messages about different rulings overtake one another: most gaps are closed before they are looked at. */
const settleMs = 1_000;

/** No value stands in an error: two of them are secrets. */
const settingsSchema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  RULINGWIRE_URL: z.url({ protocol: /^https?$/, error: 'must be the address of the wire' }),
  RULINGWIRE_KEY: z.string({ error: 'must be the key of a partner' }).startsWith('rwk_'),
  WEBHOOK_SECRET: z
    .string({ error: 'must be the secret of the endpoint' })
    .transform((text) => text.trim().split(/\s+/))
    .pipe(z.array(z.string().regex(/^whsec_[A-Za-z0-9+/]+={0,2}$/, 'must start with whsec_')).min(1)),
  STATE_FILE: z.string().min(1).default('partner-receiver.sqlite'),
  LIVEMODE: z.stringbool().default(false),
});

const settings = settingsSchema.safeParse(process.env);
if (!settings.success) {
  for (const { path, message } of settings.error.issues) console.error(`${String(path[0])}: ${message}`);
  process.exit(2);
}
const { PORT, RULINGWIRE_URL, RULINGWIRE_KEY, WEBHOOK_SECRET, STATE_FILE, LIVEMODE } = settings.data;

const shelf = openShelf(STATE_FILE);
const catchUp = createCatchUp({ baseUrl: RULINGWIRE_URL, key: RULINGWIRE_KEY, shelf, print: console.log });
let settling: NodeJS.Timeout | undefined;
const server = createReceiver({
  secrets: WEBHOOK_SECRET,
  livemode: LIVEMODE,
  shelf,
  onAnswered: (line) => {
    console.log(line);
    settling ??= setTimeout(() => {
      settling = undefined;
      void catchUp();
    }, settleMs);
  },
});

// on loopback: what the world sees is your proxy, which has the certificate
server.listen(PORT, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address !== 'string') console.log(`Listening on http://127.0.0.1:${address.port}/`);
});
void catchUp();
const timer = setInterval(() => void catchUp(), catchUpEveryMs);

const stop = (): void => {
  clearInterval(timer);
  clearTimeout(settling);
  server.close(() => void catchUp().then(() => shelf.close()));
  server.closeIdleConnections();
};
process.once('SIGTERM', stop).once('SIGINT', stop);

import * as z from 'zod';

const mostHeaders = 10;

/** RFC 9110, 5.6.2. */
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,100}$/;
/** Visible ASCII, with spaces inside (RFC 9110, 5.5). */
const fieldValue = /^[\x21-\x7e](?:[\x20-\x7e]{0,998}[\x21-\x7e])?$/;

/** What we set ourselves, what is between us and the next hop, and what would make another message of it. */
const reserved = new Set([
  ...['host', 'transfer-encoding', 'connection', 'keep-alive', 'te', 'trailer', 'upgrade', 'expect'],
  ...['accept-encoding', 'user-agent', 'date', 'cookie2', 'link', 'x-hub-signature', '__proto__'],
]);
const reservedStarts = ['content-', 'proxy-', 'webhook-'];

const isReserved = (name: string): boolean =>
  reserved.has(name) || reservedStarts.some((start) => name.startsWith(start));

const notTheirs = 'is not for an endpoint to set';

/** What is wrong with a header, in words that do not quote its value. */
const wrong = (name: string, value: string): string | undefined => {
  if (!token.test(name)) return 'is no name of a header, of at most 100 characters';
  if (isReserved(name.toLowerCase())) return notTheirs;
  if (!fieldValue.test(value)) return 'has 1 to 1,000 visible ASCII characters, and spaces between them';
  return undefined;
};

/**
 * Headers that an endpoint's messages have besides ours; names in lower case. Values may be secrets: no message of this schema has one.
 * A record of zod drops a key `__proto__`, which is refused instead.
 */
export const customHeadersSchema = z.preprocess(
  (input, context) => {
    if (typeof input === 'object' && input !== null && Object.hasOwn(input, '__proto__'))
      context.addIssue({ code: 'custom', path: ['__proto__'], message: notTheirs });
    return input;
  },
  z.record(z.string(), z.string()).transform((headers, context): Record<string, string> => {
    const entries = Object.entries(headers);
    const refuse = (message: string, path: string[]) => context.addIssue({ code: 'custom', path, message });
    if (entries.length > mostHeaders) refuse(`has at most ${mostHeaders} headers`, []);
    const names = new Set<string>();
    for (const [given, value] of entries) {
      const name = given.toLowerCase();
      const detail = names.has(name) ? 'is there twice' : wrong(given, value);
      if (detail !== undefined) refuse(detail, [given]);
      names.add(name);
    }
    return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), value]));
  }),
);
export type CustomHeaders = z.output<typeof customHeadersSchema>;

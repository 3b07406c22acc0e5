import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { closeServer, listenOnLoopback } from '../../../local/http/listen.ts';

const messageSchema = z.looseObject({
  type: z.string(),
  data: z.looseObject({
    sequence: z.int().optional(),
    rulingId: z.string().optional(),
    revision: z.int().optional(),
  }),
});
type Message = z.output<typeof messageSchema>;

/** A status; with a place to go to; or no answer at all. */
export type Reaction = number | { readonly status: number; readonly location: string } | 'hang';

/** How a receiver goes about it, each step as a good one does unless it is replaced. */
export interface Manner {
  /** Whether a message that has not all three headers is let in without a look. */
  trustsWithout: (missing: readonly string[]) => boolean;
  isFresh: (ageSeconds: number) => boolean;
  /** The signatures it looks at, or undefined when it cannot make sense of them. */
  signatures: (header: readonly string[]) => readonly string[] | undefined;
  /** The text that it takes for what was signed. */
  signedText: (body: string) => string;
  compares: boolean;
  /** What it does with a message that is signed; undefined for 204. */
  react: (message: Message, seen: Seen) => Reaction | undefined | Promise<Reaction | undefined>;
}

export interface Seen {
  readonly isFirst: boolean;
  readonly isRepeated: boolean;
  /** Whether a newer revision of the ruling was there before. */
  readonly isOlder: boolean;
  readonly bytes: number;
}

const good: Manner = {
  trustsWithout: () => false,
  isFresh: (age) => Math.abs(age) <= 300,
  signatures: (header) => header.filter((signature) => signature.startsWith('v1,')),
  signedText: (body) => body,
  compares: true,
  react: () => undefined,
};

const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];

/** Whether it lets the message in; a status where not. */
const admit = (manner: Manner, secret: string, headers: IncomingHttpHeaders, body: string): number | undefined => {
  const [id = '', timestamp = '', signature = ''] = names.map((name) => String(headers[name] ?? ''));
  const missing = names.filter((name) => headers[name] === undefined);
  if (missing.length > 0) return manner.trustsWithout(missing) ? undefined : 401;
  if (!manner.isFresh(Date.now() / 1000 - Number(timestamp))) return 401;
  const looked = manner.signatures(signature.split(' '));
  if (looked === undefined) return 400;
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const signed = `${id}.${timestamp}.${manner.signedText(body)}`;
  const right = `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
  return !manner.compares || looked.includes(right) ? undefined : 401;
};

/** A partner's receiver that does everything as it should, but for what `manner` says. */
export const startBadReceiver = async (secret: string, manner: Partial<Manner> = {}) => {
  const how = { ...good, ...manner };
  const ids = new Set<string>();
  const revisions = new Map<string, number>();
  const bodies: string[] = [];

  const react = async (headers: IncomingHttpHeaders, body: string): Promise<Reaction> => {
    bodies.push(body);
    const refused = admit(how, secret, headers, body);
    if (refused !== undefined) return refused;
    const message = messageSchema.parse(JSON.parse(body));
    const { rulingId = '', revision = 0 } = message.data;
    const id = String(headers['webhook-id']);
    const held = revisions.get(rulingId) ?? 0;
    const seen = { isFirst: ids.size === 0, isRepeated: ids.has(id), isOlder: revision < held };
    ids.add(id);
    revisions.set(rulingId, Math.max(held, revision));
    return (await how.react(message, { ...seen, bytes: Buffer.byteLength(body) })) ?? 204;
  };

  const server = createServer((request, response) => {
    void text(request)
      .then((body) => react(request.headers, body))
      .then((reaction) => {
        if (reaction === 'hang') return;
        if (typeof reaction === 'number') response.writeHead(reaction).end(`said ${reaction}`);
        else response.writeHead(reaction.status, { location: reaction.location }).end();
      });
  });
  const url = `${await listenOnLoopback(server, 0)}/hook`;
  return {
    url,
    /** Everything that was posted. */
    bodies,
    close: () => {
      server.closeAllConnections();
      return closeServer(server);
    },
  };
};

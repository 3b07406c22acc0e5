import * as z from 'zod';
import { eventSchema } from './event.ts';
import { type Acknowledgement, lineOf, type Shelf } from './shelf.ts';

const pageSchema = z.object({ items: z.array(eventSchema), nextCursor: z.string().nullable() });
/** The wire does not know the event, or refuses the revision: telling it again would change nothing. */
const isFinal = (status: number): boolean => status === 404 || status === 422;
const patienceMs = 30_000;

export interface CatchUpOptions {
  readonly baseUrl: string;
  readonly key: string;
  readonly shelf: Omit<Shelf, 'page' | 'close'>;
  readonly print: (line: string) => void;
}

/**
 * Pulls what was missed and acknowledges what is on the shelf, both read from the shelf: whatever a process that died has left is done
 * by the next one. Never runs twice at a time; asked while it runs, it runs once more. It does not reject: what fails is printed, and
 * done when it is next called.
 */
export const createCatchUp = ({ baseUrl, key, shelf, print }: CatchUpOptions): (() => Promise<void>) => {
  const call = (path: string, body?: object): Promise<Response> =>
    fetch(new URL(path, baseUrl), {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      signal: AbortSignal.timeout(patienceMs),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

  /** The log has events that this endpoint was not owed, too: it knows no filters, so apply your own here. */
  const pullUpTo = async (sequence: number): Promise<void> => {
    for (let after: string | null = String(shelf.lastBefore(sequence)); after !== null; ) {
      const answer = await call(`/v1/events?${new URLSearchParams({ after, limit: '100' })}`);
      if (!answer.ok) throw new Error(`GET /v1/events: ${answer.status}`);
      const { items, nextCursor } = pageSchema.parse(await answer.json());
      for (const event of items) print(`pulled, ${lineOf(shelf.take(event), event)}`);
      after = shelf.missing().includes(sequence) ? nextCursor : null;
    }
  };

  /** Tells the newsroom which revision readers see here. Say where, too, if it has an address: `republishedUrl`. */
  const acknowledge = async (due: Acknowledgement): Promise<void> => {
    const { ok, status } = await call(`/v1/events/${due.eventId}/acknowledgement`, { revision: due.revision });
    if (!ok && !isFinal(status)) throw new Error(`POST /v1/events/${due.eventId}/acknowledgement: ${status}`);
    if (!ok) print(`the wire takes no acknowledgement of ${due.eventId}: ${status}`);
    shelf.acknowledged(due);
  };

  const attempt = async (work: () => Promise<void>): Promise<void> =>
    work().catch((error: unknown) => print(`later again: ${String(error)}`));

  const run = async (): Promise<void> => {
    await attempt(async () => {
      for (const sequence of shelf.missing()) await pullUpTo(sequence);
    });
    await attempt(async () => {
      for (const due of shelf.dueAcknowledgements()) await acknowledge(due);
    });
  };

  let running: Promise<void> | undefined;
  let isAskedAgain = false;
  return () => {
    isAskedAgain = true;
    running ??= (async () => {
      while (isAskedAgain) {
        isAskedAgain = false;
        await run();
      }
    })().finally(() => {
      running = undefined;
    });
    return running;
  };
};

import * as z from 'zod';
import { broadcastOf, rulingEventSchema } from '../../../shared/domain/event.ts';
import type { BroadcastId } from '../../../shared/domain/ids.ts';
import type { Control } from '../../../shared/use-cases/control-broadcast.ts';
import { waitFor } from '../../wait-for.ts';
import type { Dev } from '../../wire-process.ts';
import { askWire, type Committed } from '../permissions/newsroom.ts';
import { type Desk, passUntil } from './desk.ts';

const standSchema = z.object({
  status: z.string(),
  pausedBecause: z.string().nullable(),
  clicks: z.number(),
  audience: z.number(),
  pending: z.number(),
  deferred: z.number(),
  posting: z.number(),
  accepted: z.number(),
  delivered: z.number(),
  undelivered: z.number(),
  refused: z.number(),
  unknown: z.number(),
  lost: z.number(),
  skipped: z.number(),
});
/** A broadcast as the newsroom sees it. */
export type Stand = z.output<typeof standSchema>;
const shownSchema = z.object({ broadcast: standSchema });
const problemSchema = z.object({ status: z.number(), type: z.string() });

export const broadcastWith = ({ event }: Committed): BroadcastId => broadcastOf(rulingEventSchema.parse(event));

/** Where a broadcast stands; undefined before it is made. */
export const standOf = async (dev: Dev, id: BroadcastId): Promise<Stand | undefined> =>
  shownSchema.safeParse(await askWire(dev, 'newsroom', ['GET', `/v1/broadcasts/${id}`])).data?.broadcast;

const isLike = (stand: Stand | undefined, wanted: Partial<Stand>): stand is Stand => {
  const now = new Map(Object.entries(stand ?? {}));
  return stand !== undefined && Object.entries(wanted).every(([name, value]) => now.get(name) === value);
};

/** Waits until a broadcast stands like this. */
export const until = (dev: Dev, id: BroadcastId, wanted: Partial<Stand>): Promise<void> =>
  waitFor(async () => isLike(await standOf(dev, id), wanted), 50);

/** Later looks over a broadcast come at most so far apart in its first hours. */
const nextLookMs = 70 * 60_000;
/**
 * Lets a look over a broadcast come, which counts its people anew, and waits until it stands like this. What is shown before is from
 * tallies, in which a look-over and callbacks of the same moment may have got in each other's way.
 */
export const recounted = (desk: Pick<Desk, 'dev' | 'runtime'>, id: BroadcastId, wanted: Partial<Stand>) =>
  passUntil(desk, nextLookMs, async () => isLike(await standOf(desk.dev, id), wanted));

/** Does something to a broadcast that is made, or soon will be; gives how it stands after it, or the problem's type. */
export const control = async (dev: Dev, id: BroadcastId, what: Control): Promise<Stand | string> => {
  for (;;) {
    const answer = await askWire(dev, 'newsroom', ['POST', `/v1/broadcasts/${id}/${what}`]);
    const shown = shownSchema.safeParse(answer);
    if (shown.success) return shown.data.broadcast;
    const { status, type } = problemSchema.parse(answer);
    if (status !== 404) return type;
    await waitFor(async () => (await standOf(dev, id)) !== undefined);
  }
};

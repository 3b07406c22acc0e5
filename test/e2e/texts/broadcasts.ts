import * as z from 'zod';
import { broadcastOf, rulingEventSchema } from '../../../shared/domain/event.ts';
import type { BroadcastId } from '../../../shared/domain/ids.ts';
import type { Control } from '../../../shared/use-cases/control-broadcast.ts';
import { waitFor } from '../../wait-for.ts';
import type { Dev } from '../../wire-process.ts';
import { askWire, type Committed } from '../permissions/newsroom.ts';

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

/** Waits until a broadcast stands like this, and gives how it stands then. */
export const until = async (dev: Dev, id: BroadcastId, wanted: Partial<Stand>): Promise<Stand> => {
  let stand: Stand | undefined;
  await waitFor(async () => {
    stand = await standOf(dev, id);
    const now = new Map(Object.entries(stand ?? {}));
    return stand !== undefined && Object.entries(wanted).every(([name, value]) => now.get(name) === value);
  }, 50);
  return standSchema.parse(stand);
};

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

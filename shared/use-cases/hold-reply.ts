import type { Actor } from '../domain/actor.ts';
import { evidence, wantedSince } from '../domain/consent-history.ts';
import type { Clock } from '../ports/clock.ts';
import type { InboundLog, InboundText } from '../ports/inbound-log.ts';
import type { SubscriberStore } from '../ports/subscriber-store.ts';
import type { Vault } from '../ports/vault.ts';
import { type LeaveDeps, leave } from './leave.ts';
import { undoIfEnded } from './make-active.ts';

export interface HoldDeps extends LeaveDeps {
  readonly subscribers: LeaveDeps['subscribers'] & Pick<SubscriberStore, 'evidenceOf'>;
  readonly inbound: Pick<InboundLog, 'find' | 'held' | 'resolve'>;
  readonly vault: Pick<Vault, 'open'>;
  readonly clock: Clock;
}

/** A text that waits for a person to read it. No number: whoever answers the question needs none. */
export interface HeldReply extends Pick<InboundText, 'at' | 'kind'> {
  readonly id: string;
  /** Null where the words could not be kept. */
  readonly body: string | null;
}

/** More than a person reads in a sitting; the rest follows once these are through. */
const mostShown = 100;
/** More texts than wait at any time: of one person there may be several. */
const mostHeld = 1_000;

/** The texts that may be opt-outs, oldest first, their words opened for this answer alone. */
export const listHeldReplies =
  ({ inbound, vault }: Pick<HoldDeps, 'inbound' | 'vault'>) =>
  async (): Promise<HeldReply[]> =>
    Promise.all(
      (await inbound.held(mostShown)).map(async ({ sid, hash, at, kind, body }) => ({
        ...{ id: sid, at, kind },
        body: body === null ? null : await vault.open(body, hash),
      })),
    );

/**
 * Does what a person made of a text that waits: an opt-out ends the texts, unless the phone has said since then that it wants them;
 * otherwise they go on, if it was this text that held them back. False where no such text waits. The text waits until all is done,
 * so that whoever dies in between does it again.
 */
export const resolveReply =
  (deps: HoldDeps) =>
  async (sid: string, optOut: boolean, actor: Actor): Promise<boolean> => {
    const { inbound, subscribers, clock } = deps;
    const text = await inbound.find(sid);
    if (!text?.held) return false;
    const { hash, body: said } = text;
    const known = { hash, at: new Date(clock.now()).toISOString(), by: 'operator', sid, recordedBy: actor.id } as const;
    if (!optOut) await resume(deps, text, known);
    else if (!wantedSince(await subscribers.evidenceOf(hash), text.at))
      await leave(deps)(evidence({ ...known, kind: 'left', said }));
    return inbound.resolve(sid, optOut ? 'opt-out' : 'no-opt-out');
  };

/** Their next text may come at any instant: it is looked for once more when they are active, and what it asks for counts. */
const resume = async (
  deps: HoldDeps,
  text: InboundText,
  known: Pick<Parameters<typeof evidence>[0], 'hash' | 'at' | 'by' | 'sid' | 'recordedBy'>,
): Promise<void> => {
  const { subscribers } = deps;
  const { hash } = text;
  const profile = await subscribers.find(hash);
  if (profile?.status !== 'paused' || profile.reason !== 'unclear-reply') return;
  if (await anotherWaits(deps, text)) return;
  const active = { status: 'active', reason: null } as const;
  if (!(await subscribers.move(hash, ['paused'], active, known.at, evidence({ ...known, kind: 'resumed' })))) return;
  if (await undoIfEnded(deps)(hash, known.at)) return;
  const waiting = { status: 'paused', reason: 'unclear-reply' } as const;
  if (await anotherWaits(deps, text)) await subscribers.move(hash, ['active'], waiting, known.at);
};

const anotherWaits = async ({ inbound }: HoldDeps, { sid, hash }: InboundText): Promise<boolean> =>
  (await inbound.held(mostHeld)).some((other) => other.hash === hash && other.sid !== sid);

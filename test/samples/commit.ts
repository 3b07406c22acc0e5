import type { Actor } from '../../shared/domain/actor.ts';
import { makeId } from '../../shared/domain/ids.ts';
import { firstRevision, nextRevision, type Revise } from '../../shared/domain/revise.ts';
import type { RulingContent } from '../../shared/domain/ruling.ts';
import type { RulingCommit, RulingReader } from '../../shared/ports/ruling-store.ts';
import { seededRandomness } from '../fakes/randomness.ts';
import { content, newsroom } from './revision.ts';

const random = seededRandomness(7);
const actor: Actor = { kind: 'person', id: 'key_01JD4Z00000000000000000001', name: 'Sam Roe' };
const actAt = (at: string) => ({ eventId: makeId('event', Date.parse(at), random), at, actor });

/** The commit that publishes a new ruling at `at`; its slug is its own unless `differs` names one. */
export const publishing = (
  at: string,
  differs: Partial<RulingContent> = {},
  idempotency?: RulingCommit['idempotency'],
): RulingCommit => {
  const id = makeId('ruling', Date.parse(at), random);
  const slug = id.toLowerCase().replace('_', '-');
  return {
    ...firstRevision(id, { ...content, slug, ...differs }, actAt(at)),
    previous: undefined,
    idempotency,
  };
};

/** The commit that makes the next revision of the ruling that `published` published, from what stands in the store. */
export const revising = async (
  rulings: Pick<RulingReader, 'head' | 'revision'>,
  { revision: { rulingId } }: Pick<RulingCommit, 'revision'>,
  at: string,
  ask: Revise,
): Promise<RulingCommit> => {
  const previous = await rulings.head(rulingId);
  const old = previous && (await rulings.revision(rulingId, previous.revision));
  if (!old) throw new Error(`${rulingId} is not in the store`);
  const next = nextRevision(old, ask, actAt(at), newsroom.ratingScales);
  if (!next.ok) throw new Error(next.error.kind);
  return { ...next.value, previous, idempotency: undefined };
};

/** The commit of a correction with these changes. */
export const correcting = (
  rulings: Pick<RulingReader, 'head' | 'revision'>,
  published: Pick<RulingCommit, 'revision'>,
  at: string,
  changes: Partial<RulingContent>,
): Promise<RulingCommit> =>
  revising(rulings, published, at, { kind: 'correction', note: 'An earlier version was wrong.', changes, texts: null });

import type { Revision } from '../domain/ruling.ts';
import type { RulingReader } from '../ports/ruling-store.ts';

/** So many are kept unless told otherwise, the last that were asked for: with 300 kB each, what a function of 1 GB has room for. */
const maxRevisions = 600;

/**
 * Reads each revision once, for all feeds and as long as the process lives: revisions never change. One that is being read by another
 * feed is waited for.
 */
export const rememberRevisions = (
  rulings: Pick<RulingReader, 'revisions'>,
  most = maxRevisions,
): RulingReader['revisions'] => {
  const known = new Map<string, Promise<Revision | undefined>>();
  const keyOf = ({ id, revision }: Parameters<RulingReader['revisions']>[0][number]) => `${id}#${revision}`;

  return async (wanted) => {
    const missing = wanted.filter((one) => !known.has(keyOf(one)));
    if (missing.length > 0) {
      const read = rulings
        .revisions(missing)
        .then((found) => new Map(found.map((one) => [keyOf({ id: one.rulingId, revision: one.revision }), one])));
      for (const one of missing) {
        const key = keyOf(one);
        const revision = read.then((found) => found.get(key));
        known.set(key, revision);
        // a failure is told to whoever waits, and is not remembered
        revision.then((found) => found ?? known.delete(key)).catch(() => known.delete(key));
      }
    }
    const answers = wanted.map((one) => {
      const key = keyOf(one);
      const revision = known.get(key);
      if (revision === undefined) throw new Error(`${key} is asked for and not remembered`);
      known.delete(key);
      known.set(key, revision);
      return revision;
    });
    for (const key of known.keys()) {
      if (known.size <= most) break;
      known.delete(key);
    }
    return (await Promise.all(answers)).filter((revision) => revision !== undefined);
  };
};

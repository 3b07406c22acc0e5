import type { RulingEvent } from '../../shared/domain/event.ts';
import { facetsOf } from '../../shared/domain/facet.ts';
import { farewellsAfter } from '../../shared/domain/farewell.ts';
import type { RulingId } from '../../shared/domain/ids.ts';
import { monthOf } from '../../shared/domain/month.ts';
import { correctedAt, type Revision } from '../../shared/domain/ruling.ts';
import type {
  CommitOutcome,
  CommitRefused,
  RulingCommit,
  RulingEntry,
  RulingHead,
  RulingStore,
} from '../../shared/ports/ruling-store.ts';
import { sharedRows } from './scheduled-rulings.ts';

const byNewestChange = (a: RulingEntry, b: RulingEntry): number => (placeOf(a) < placeOf(b) ? 1 : -1);
const placeOf = ({ changedAt, id }: RulingEntry): string => `${changedAt}#${id}`;

/** So many rulings a transaction holds here at most; a real one holds some six of ordinary size. */
const mostTogether = 4;

/** Those that go into one transaction: none has a row that an earlier one has. */
const together = (commits: readonly RulingCommit[]): RulingCommit[] => {
  const rows = new Set<string>();
  const group: RulingCommit[] = [];
  for (const commit of commits.slice(0, mostTogether)) {
    const { rulingId, content } = commit.revision;
    const { slug, externalId, translationOf } = content;
    const own = [rulingId, `slug ${slug}`, `external ${externalId ?? rulingId}`, `of ${translationOf ?? rulingId}`];
    if (own.some((row) => rows.has(row))) break;
    for (const row of own) rows.add(row);
    group.push(commit);
  }
  return group;
};

/** The rulings store in memory. A commit happens at one instant, whole or not at all; what comes out is a copy. */
export const fakeRulingStore = ({ scheduled: toCome, answerTo, remember } = sharedRows()): RulingStore => {
  const heads = new Map<RulingId, RulingHead>();
  const history = new Map<RulingId, Revision[]>();
  const entries = new Map<RulingId, RulingEntry>();
  const slugs = new Map<string, RulingId>();
  const externalIds = new Map<string, RulingId>();
  const log: RulingEvent[] = [];

  const revisionOf = (id: RulingId, revision: number): Revision | undefined => history.get(id)?.[revision - 1];
  const inFacet = (facet: string): RulingEntry[] =>
    facet === 'corrections'
      ? corrected()
      : [...entries.values()].filter(({ facets }) => facet === 'all' || facets.includes(facet)).sort(byNewestChange);
  const corrected = (): RulingEntry[] =>
    [...heads.values()]
      .filter(({ correctedAt }) => correctedAt !== null)
      .sort((a, b) => (`${a.correctedAt}#${a.id}` < `${b.correctedAt}#${b.id}` ? 1 : -1))
      .flatMap(({ id }) => entries.get(id) ?? []);

  /** Why a commit does not go through, the reason that decides most first. */
  const refusal = (
    { event, revision, previous, idempotency, scheduled }: RulingCommit,
    sequence: number,
  ): CommitOutcome | null => {
    const { rulingId, content } = revision;
    const answer = idempotency && answerTo(idempotency.key, event.timestamp);
    if (answer) return { kind: 'answered', answer };
    if (heads.get(rulingId)?.eventId !== previous?.eventId || revisionOf(rulingId, revision.revision))
      return { kind: 'changed' };
    if (scheduled && !toCome.has(scheduled.id)) return { kind: 'called-off' };
    if (!previous) {
      const external = content.externalId === null ? undefined : externalIds.get(content.externalId);
      if (external) return { kind: 'external-id-taken', by: external };
      const slug = slugs.get(content.slug);
      if (slug) return { kind: 'slug-taken', by: slug };
    }
    return sequence === log.length + 1 ? null : { kind: 'sequence-taken' };
  };

  const write = (commit: RulingCommit, sequence: number): void => {
    const { event, revision, previous, idempotency, scheduled } = structuredClone(commit);
    const { rulingId: id, content, status, updatedAt, changedAt } = revision;
    const { slug, externalId, url, headline, scale, rating, language, publishedAt } = content;
    const facets = facetsOf(content);
    const number = revision.revision;
    heads.set(id, {
      ...{ id, revision: number, eventId: event.id, sequence, status, slug, externalId, url, language },
      ...{ translationOf: content.translationOf, publishedAt, changedAt, correctedAt: correctedAt(revision.notes) },
      ...{ farewells: farewellsAfter(heads.get(id)?.farewells ?? [], event, rating), facets },
    });
    history.set(id, [...(history.get(id) ?? []), { ...revision, sequence }]);
    const claimant = { name: content.claim.claimant.name, slug: content.claim.claimant.slug };
    const stands = { id, revision: number, status, slug, url, headline, claimant, scale, rating, language };
    entries.set(id, { ...stands, publishedAt, updatedAt, changedAt, facets: [...facets] });
    if (!previous) slugs.set(slug, id);
    if (!previous && externalId !== null) externalIds.set(externalId, id);
    if (idempotency) {
      const { requestHash } = idempotency;
      remember(idempotency, { requestHash, rulingId: id, revision: number, sequence });
    }
    if (scheduled) toCome.delete(scheduled.id);
    log.push({ ...event, sequence });
  };

  return {
    head: async (id) => structuredClone(heads.get(id)),
    revision: async (id, revision) => structuredClone(revisionOf(id, revision)),
    revisions: async (wanted) =>
      structuredClone([...new Set(wanted.flatMap(({ id, revision }) => revisionOf(id, revision) ?? []))]),
    newest: async (facet, limit) => structuredClone(inFacet(facet).slice(0, limit)),
    farewells: async (rating, limit) =>
      [...heads.values()]
        .flatMap(({ id, farewells }) => farewells.map((farewell) => ({ id, ...farewell })))
        .filter((farewell) => farewell.rating === rating)
        .map(({ id, revision, at }) => ({ id, revision, at }))
        .sort((a, b) => (`${a.at}#${a.id}` < `${b.at}#${b.id}` ? 1 : -1))
        .slice(0, limit),
    async *ofMonth(month) {
      const found = [...entries.values()].filter(({ publishedAt }) => monthOf(publishedAt) === month);
      yield structuredClone(found.sort((a, b) => (`${a.publishedAt}#${a.id}` < `${b.publishedAt}#${b.id}` ? -1 : 1)));
    },
    translations: async (of) =>
      new Map(
        of.map(({ id, translationOf }) => [
          id,
          [...heads.values()]
            .filter(
              ({ status, ...other }) =>
                status === 'published' && (other.id === translationOf || other.translationOf === id),
            )
            .map(({ id, url, language }) => ({ id, url, language }))
            .sort((a, b) => (a.id < b.id ? -1 : 1)),
        ]),
      ),
    async *corrections(from, until) {
      const at = ({ id }: RulingEntry): string => heads.get(id)?.correctedAt ?? '';
      yield structuredClone(corrected().filter((entry) => at(entry) >= from && at(entry) <= until)).reverse();
    },
    event: async (sequence) => structuredClone(log[sequence - 1]),
    eventById: async (id) => structuredClone(log.find((event) => event.id === id)),
    eventsAfter: async (after, limit) => structuredClone(log.slice(after, after + limit)),
    lastSequence: async () => log.length,
    commit: async (commit, sequence) => {
      const refused = refusal(commit, sequence);
      if (refused) return refused;
      write(commit, sequence);
      return { kind: 'committed' };
    },
    commitTogether: async (commits, first) => {
      const group = together(commits);
      const refused = new Map<number, CommitRefused>();
      for (const [at, commit] of group.entries()) {
        const alone = refusal(commit, log.length + 1);
        if (alone && alone.kind !== 'committed' && alone.kind !== 'sequence-taken') refused.set(at, alone);
      }
      if (refused.size > 0) return { kind: 'refused', refused };
      if (first !== log.length + 1) return { kind: 'sequence-taken' };
      for (const [at, commit] of group.entries()) write(commit, first + at);
      return { kind: 'committed', count: group.length };
    },
    findTaken: async (wanted) =>
      wanted.map(({ slug, externalId }) => externalIds.get(externalId ?? '') ?? slugs.get(slug)),
    answerTo: async (key, now) => answerTo(key, now),
    findByExternalId: async (externalId) => externalIds.get(externalId),
    eventsOf: async (id, limit) =>
      structuredClone(
        log
          .filter(({ rulingId }) => rulingId === id)
          .reverse()
          .slice(0, limit),
      ),
    list: async ({ facet, also, updatedAfter, limit, cursor }) => {
      const left = inFacet(facet)
        .filter(({ facets }) => also.every((other) => other === 'all' || facets.includes(other)))
        .filter(({ updatedAt }) => updatedAfter === undefined || updatedAt > updatedAfter)
        .filter((entry) => cursor === undefined || placeOf(entry) < cursor);
      const items = structuredClone(left.slice(0, limit));
      const last = items.at(-1);
      return { items, nextCursor: last && left.length > limit ? placeOf(last) : null };
    },
    history: async (id, limit, cursor) => {
      const left = (history.get(id) ?? []).slice(cursor === undefined ? 0 : Number(cursor));
      const items = structuredClone(left.slice(0, limit));
      return { items, nextCursor: left.length > limit ? String(items.at(-1)?.revision) : null };
    },
  };
};

import type { RulingStore } from '../../shared/ports/ruling-store.ts';

/** Decides when a call happens, whether it does, and whether its answer comes back. */
export type Gate = <Answer>(name: keyof RulingStore, call: () => Promise<Answer>) => Promise<Answer>;

/** A store whose every call goes through a gate. */
export const gatedRulingStore = (store: RulingStore, gate: Gate): RulingStore => ({
  head: (id) => gate('head', () => store.head(id)),
  revision: (id, revision) => gate('revision', () => store.revision(id, revision)),
  revisions: (wanted) => gate('revisions', () => store.revisions(wanted)),
  newest: (facet, limit) => gate('newest', () => store.newest(facet, limit)),
  farewells: (rating, limit) => gate('farewells', () => store.farewells(rating, limit)),
  ofMonth: (month) => store.ofMonth(month),
  translations: (of) => gate('translations', () => store.translations(of)),
  corrections: (from, until) => store.corrections(from, until),
  event: (sequence) => gate('event', () => store.event(sequence)),
  eventById: (id) => gate('eventById', () => store.eventById(id)),
  eventsAfter: (after, limit) => gate('eventsAfter', () => store.eventsAfter(after, limit)),
  lastSequence: () => gate('lastSequence', () => store.lastSequence()),
  commit: (commit, sequence) => gate('commit', () => store.commit(commit, sequence)),
  commitTogether: (commits, first) => gate('commitTogether', () => store.commitTogether(commits, first)),
  findTaken: (wanted) => gate('findTaken', () => store.findTaken(wanted)),
  answerTo: (key, now) => gate('answerTo', () => store.answerTo(key, now)),
  findByExternalId: (externalId) => gate('findByExternalId', () => store.findByExternalId(externalId)),
  eventsOf: (id, limit) => gate('eventsOf', () => store.eventsOf(id, limit)),
  list: (query) => gate('list', () => store.list(query)),
  history: (id, limit, cursor) => gate('history', () => store.history(id, limit, cursor)),
});

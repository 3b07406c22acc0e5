import { cleanLine } from '../../../shared/domain/plain-text.ts';
import type { Ruling } from '../../../shared/domain/ruling.ts';
import { type Act, type Body, bodyOf, type Draft } from './draft.ts';

const cleaned = (value: unknown): string | undefined =>
  JSON.stringify(value, (_, part) => (typeof part === 'string' ? cleanLine(part) : part));
/** The API trims and cleans what it gets. */
const same = (one: unknown, other: unknown): boolean => cleaned(one) === cleaned(other);

const kindOf = (act: Act, { edit }: Body) =>
  act === 'correct' ? 'correction' : act === 'retract' ? 'retraction' : edit;

/**
 * Whether a body that went out for `seen` made the revision after it. Its note says so, and then a field that the API wrote otherwise
 * than it was sent is still its own; without a note, each field must stand as it was sent.
 */
export const wasMade = (act: Act, body: Body, seen: Ruling, now: Ruling): boolean => {
  const note = now.notes.find(({ revision }) => revision === seen.revision + 1);
  const sentNote = cleanLine(body.note ?? '');
  if ((note?.text ?? '') !== sentNote || (note !== undefined && note.kind !== kindOf(act, body))) return false;
  const before: Readonly<Record<string, unknown>> = { ...seen };
  const standing: Readonly<Record<string, unknown>> = { ...now };
  return Object.entries(body.changes ?? {}).every(
    ([field, sent]) => same(sent, standing[field]) || (sentNote !== '' && !same(before[field], standing[field])),
  );
};

/** What came of bodies in doubt, now that there is a newer revision: the one that made it, if any did. */
export const madeOf = (act: Act, { seen, inDoubt }: Draft, now: Ruling): string | undefined =>
  inDoubt.find((sent) => {
    const body: Body = JSON.parse(sent);
    return wasMade(act, body, seen, now);
  });

/** Nothing is left to say: no field changes, and there is no note, or the fact-check's newest revision has it already. */
export const saysNothingNew = (act: Act, draft: Draft, now: Ruling): boolean => {
  const { note, changes = {} } = bodyOf(act, draft);
  const newest = now.notes.find(({ revision }) => revision === now.revision);
  return Object.keys(changes).length === 0 && (note === null || newest?.text === cleanLine(note));
};

import { broadcastOf } from '../../../shared/domain/event.ts';
import { toRuling } from '../../../shared/domain/ruling.ts';
import { fieldProblem, Problem } from '../../../shared/runtime/api/problem.ts';
import type { ApiAnswer } from '../../../shared/runtime/api/route.ts';
import type { Committed } from '../../../shared/use-cases/commit-event.ts';
import type { SaveFailure } from '../../../shared/use-cases/save-by-source.ts';
import type { Accepted, ScheduleRefusal } from '../../../shared/use-cases/schedule-ruling.ts';

/** The answer to whatever made a revision: the ruling as it is now, the event, and the broadcast if phones hear of it. */
export const committedAnswer = (status: number, { revision, event, replayed }: Committed): ApiAnswer => ({
  status,
  headers: {
    etag: `"${revision.revision}"`,
    location: `/v1/rulings/${revision.rulingId}`,
    ...(replayed ? { 'idempotency-replayed': 'true' } : {}),
  },
  body: {
    ruling: toRuling(revision),
    event,
    ...(event.texts === 'immediate' ? { broadcast: { id: broadcastOf(event) } } : {}),
  },
});

/** The answer to a ruling that was handed in: published at once, or scheduled. */
export const acceptedAnswer = (accepted: Accepted): ApiAnswer =>
  accepted.kind === 'published'
    ? committedAnswer(201, accepted)
    : {
        status: 202,
        headers: accepted.replayed ? { 'idempotency-replayed': 'true' } : {},
        body: { scheduled: accepted.scheduled },
      };

/** The problem that a refusal is to whoever asked; `within` is where the body holds the ruling's fields. */
export const refusal = (failure: SaveFailure | ScheduleRefusal, within: '' | '/changes' = ''): Problem => {
  switch (failure.kind) {
    case 'not-found':
    case 'called-off':
      return new Problem('not-found');
    case 'slug-taken':
      return fieldProblem('slug-taken', '/slug', `is the slug of ${failure.by}`);
    case 'external-id-taken':
      return fieldProblem('slug-taken', '/externalId', `is the externalId of ${failure.by}`);
    case 'stale':
      return new Problem('stale', [{ pointer: '', detail: `the ruling is at revision ${failure.revision}` }], {
        etag: `"${failure.revision}"`,
      });
    case 'changed':
      return new Problem('stale');
    case 'retracted':
      return new Problem('ruling-retracted');
    case 'rating-needs-correction':
      return fieldProblem('invalid', `${within}/rating`, 'an ordered rating changes by a correction alone');
    case 'rating-is-not-minor':
      return fieldProblem('invalid', '/edit', 'no change of the rating is minor');
    case 'too-large':
      return fieldProblem('too-large', `${within}${failure.field}`, failure.detail);
    case 'nothing-to-translate':
      return fieldProblem('invalid', `${within}/translationOf`, 'names no ruling');
    case 'too-far-ahead':
      return fieldProblem('invalid', '/publishAt', 'is more than a year ahead');
    case 'dated-before':
      return fieldProblem(
        'invalid',
        '/publishedAt',
        'is before publishAt: left out, it becomes the moment of publishing',
      );
    case 'edit-missing':
      return fieldProblem('invalid', '/edit', 'the ruling differs from what stands: say how much that matters');
    case 'settled':
      return fieldProblem('invalid', failure.field, 'does not change once the ruling is published');
    case 'idempotency-key-reused':
      return new Problem('idempotency-key-reused');
    case 'busy':
      return new Problem('busy', [], { 'retry-after': '1' });
  }
};

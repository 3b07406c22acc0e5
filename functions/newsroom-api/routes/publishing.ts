import * as z from 'zod';
import { edits } from '../../../shared/domain/event.ts';
import { cleanLine } from '../../../shared/domain/plain-text.ts';
import type { Revise } from '../../../shared/domain/revise.ts';
import { instant, rulingChangesSchema, rulingDraftSchema, textModes, toRuling } from '../../../shared/domain/ruling.ts';
import { fieldProblem } from '../../../shared/runtime/api/problem.ts';
import { type ApiAnswer, type ApiRequest, type Route, route } from '../../../shared/runtime/api/route.ts';
import { reviseRuling } from '../../../shared/use-cases/revise-ruling.ts';
import { saveBySource } from '../../../shared/use-cases/save-by-source.ts';
import { publishOrSchedule, type ScheduleDeps } from '../../../shared/use-cases/schedule-ruling.ts';
import { idempotencyOf, seenRevision } from './headers.ts';
import { rulingIdOf } from './params.ts';
import { acceptedAnswer, committedAnswer, refusal } from './ruling-answers.ts';

const note = z.string().transform(cleanLine).pipe(z.string().min(1).max(2000));
const texts = z.enum(textModes).nullable().default(null);

const textsNothingMinor = ({ edit, texts }: { readonly edit: string; readonly texts: string | null }): boolean =>
  edit !== 'minor' || texts === null || texts === 'none';

/** Calls that write rulings. */
export const publishingRoutes = (deps: ScheduleDeps): Route[] => {
  const draft = rulingDraftSchema(deps.newsroom);
  const changes = rulingChangesSchema(deps.newsroom);
  const edit = z.enum(edits);
  const revise = reviseRuling(deps);

  const revised = async (request: ApiRequest, ask: Revise): Promise<ApiAnswer> => {
    const outcome = await revise(rulingIdOf(request), seenRevision(request), ask, request.caller.actor);
    if (!outcome.ok) throw refusal(outcome.error, '/changes');
    return committedAnswer(200, outcome.value);
  };

  return [
    route(
      {
        method: 'POST',
        path: '/v1/rulings',
        summary:
          'Publish a ruling, or schedule it where `publishAt` is in the future: then a `publishedAt` before it is refused, one left out is the moment of publishing, and `texts` left out is settled now. Honours `Idempotency-Key` for 24 hours.',
        scopes: ['newsroom:write'],
        body: draft.safeExtend({ publishAt: instant.nullable().default(null) }),
        answers: {
          201: 'The ruling, its event, and its broadcast if phones hear of it',
          202: 'What was scheduled, to be published up to about a minute after its time',
        },
      },
      async (request) => {
        const { publishAt, ...wanted } = request.body;
        const outcome = await publishOrSchedule(deps)(wanted, publishAt, request.caller.actor, idempotencyOf(request));
        if (!outcome.ok) throw refusal(outcome.error);
        return acceptedAnswer(outcome.value);
      },
    ),
    route(
      {
        method: 'PUT',
        path: '/v1/rulings/by-source/{externalId}',
        summary: 'Save a ruling under an id of the CMS: publishes the first time, updates where it differs later.',
        scopes: ['newsroom:write'],
        body: draft.safeExtend({ edit: edit.optional(), note: note.nullable().default(null) }),
        answers: { 200: 'Updated, or unchanged and then without an event', 201: 'Published' },
      },
      async ({ body, params, caller }) => {
        const { edit: kind, note: text, ...wanted } = body;
        const externalId = z.string().trim().min(1).max(200).safeParse(params['externalId']);
        if (!externalId.success) throw fieldProblem('invalid', '/externalId', 'has 1 to 200 characters');
        if (wanted.externalId !== null && wanted.externalId !== externalId.data)
          throw fieldProblem('invalid', '/externalId', 'differs from the one in the path');
        const how = kind && { kind, note: text };
        const outcome = await saveBySource(deps)(externalId.data, wanted, how, caller.actor);
        if (!outcome.ok) throw refusal(outcome.error);
        const saved = outcome.value;
        if (saved.kind !== 'unchanged') return committedAnswer(saved.kind === 'published' ? 201 : 200, saved);
        const { revision } = saved;
        return { status: 200, headers: { etag: `"${revision.revision}"` }, body: { ruling: toRuling(revision) } };
      },
    ),
    route(
      {
        method: 'POST',
        path: '/v1/rulings/{id}/updates',
        summary: 'Edit a ruling. Needs `If-Match`; an ordered rating does not change here.',
        scopes: ['newsroom:write'],
        body: z.strictObject({ edit, note: note.nullable().default(null), changes, texts }).refine(textsNothingMinor, {
          message: 'a minor edit is nothing to text about',
          path: ['texts'],
        }),
        answers: { 200: 'The ruling and the event, and the broadcast if phones hear of it' },
      },
      (request) => revised(request, { kind: 'update', ...request.body }),
    ),
    route(
      {
        method: 'POST',
        path: '/v1/rulings/{id}/corrections',
        summary: 'Correct an error of fact or of rating. Needs `If-Match`; the note is public.',
        scopes: ['newsroom:write'],
        body: z.strictObject({ note, changes, texts }),
        answers: { 200: 'The ruling, the event, and the broadcast if phones hear of it' },
      },
      (request) => revised(request, { kind: 'correction', ...request.body }),
    ),
    route(
      {
        method: 'POST',
        path: '/v1/rulings/{id}/retraction',
        summary: 'Retract a ruling. Needs `If-Match`; its URL and the note stay.',
        scopes: ['newsroom:write'],
        body: z.strictObject({ note, texts }),
        answers: { 200: 'The ruling, the event, and the broadcast if phones hear of it' },
      },
      (request) => revised(request, { kind: 'retraction', ...request.body }),
    ),
  ];
};

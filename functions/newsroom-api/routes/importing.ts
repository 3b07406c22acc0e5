import type * as z from 'zod';
import type { Newsroom } from '../../../shared/domain/newsroom.ts';
import { type RulingDraft, rulingDraftSchema } from '../../../shared/domain/ruling.ts';
import { parseJson } from '../../../shared/runtime/api/json.ts';
import { type FieldError, fieldErrors, fieldProblem, Problem } from '../../../shared/runtime/api/problem.ts';
import { type Route, route } from '../../../shared/runtime/api/route.ts';
import { importRulings, type LineOutcome } from '../../../shared/use-cases/import-rulings.ts';
import type { PublishDeps } from '../../../shared/use-cases/publish-ruling.ts';
import { refusal } from './ruling-answers.ts';

const maxLines = 500;
const maxBytes = 3_000_000;
/** So many wrong fields of a line are named: the answer to a body of 3 MB stays below the 6 MB of a function. */
const maxErrors = 50;

/** What became of a line; lines that are blank have none. */
interface LineAnswer {
  readonly line: number;
  readonly outcome: LineOutcome['kind'];
  readonly rulingId?: string;
  readonly errors?: readonly FieldError[];
}

/** A draft that says when it was published, and texts nobody. */
const lineSchema = (newsroom: Newsroom) => {
  const draft = rulingDraftSchema(newsroom);
  const { publishedAt, texts } = draft.shape;
  return draft.safeExtend({
    publishedAt: publishedAt.refine((instant) => instant !== null, 'says when an imported ruling was first published'),
    texts: texts.refine((mode) => mode === null || mode === 'none', 'an import texts nobody'),
  });
};

/** The call that brings an archive in. */
export const importRoutes = (deps: PublishDeps): Route[] => {
  const line = lineSchema(deps.newsroom);
  return [
    route(
      {
        method: 'POST',
        path: '/v1/import',
        summary: `Import rulings, one a line of NDJSON, at most ${maxLines} lines and ${maxBytes / 1e6} MB. Nobody is told of them; what is there is skipped.`,
        scopes: ['newsroom:write'],
        line,
        answers: { 200: 'What became of each line, in order' },
      },
      async ({ rawBody, caller }) => {
        const parsed = linesOf(rawBody).map(({ number, text }) => ({ number, ...parseLine(line, text) }));
        const drafts = parsed.flatMap(({ number, draft }) => (draft ? [{ line: number, draft }] : []));
        const done = await importRulings(deps)(drafts, caller.actor);
        if (!done.ok) throw unfinished(done.error.settled, drafts.length);
        const items = parsed.map(({ number, errors }): LineAnswer => {
          const outcome = done.value.get(number);
          return outcome ? toAnswer(number, outcome) : { line: number, outcome: 'refused', errors: errors ?? [] };
        });
        return { status: 200, body: { items } };
      },
    ),
  ];
};

/** The lines that are not blank, by their numbers from 1 on. */
const linesOf = (body: string): { number: number; text: string }[] => {
  const bytes = Buffer.byteLength(body);
  if (bytes > maxBytes) throw fieldProblem('too-many-lines', '', `has ${bytes} bytes, and a call holds ${maxBytes}`);
  const lines = body
    .replace(/^\uFEFF/, '')
    .split('\n')
    .map((text, at) => ({ number: at + 1, text }))
    .filter(({ text }) => text.trim() !== '');
  if (lines.length > maxLines)
    throw fieldProblem('too-many-lines', '', `has ${lines.length} lines, and a call holds ${maxLines}`);
  return lines;
};

const parseLine = (
  schema: z.ZodType<RulingDraft>,
  text: string,
): { readonly draft?: RulingDraft; readonly errors?: readonly FieldError[] } => {
  // what is not UTF-8 was decoded to this mark, and would stay so
  if (text.includes('\uFFFD')) return { errors: [{ pointer: '', detail: 'is not UTF-8' }] };
  try {
    const parsed = schema.safeParse(parseJson(text));
    return parsed.success ? { draft: parsed.data } : { errors: named(fieldErrors(parsed.error.issues)) };
  } catch (error) {
    if (error instanceof Problem) return { errors: error.errors };
    throw error;
  }
};

const named = (errors: readonly FieldError[]): FieldError[] =>
  errors.length <= maxErrors
    ? [...errors]
    : [...errors.slice(0, maxErrors), { pointer: '', detail: `and ${errors.length - maxErrors} more` }];

const toAnswer = (line: number, outcome: LineOutcome): LineAnswer =>
  outcome.kind === 'refused'
    ? { line, outcome: 'refused', errors: refusal(outcome.why).errors }
    : { line, outcome: outcome.kind, rulingId: outcome.rulingId };

const unfinished = (settled: number, all: number): Problem =>
  new Problem('unfinished', [{ pointer: '', detail: `${settled} of ${all} rulings are done` }], { 'retry-after': '1' });

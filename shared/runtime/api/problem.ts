import type * as z from 'zod';

/** One wrong field: a JSON pointer (RFC 6901) into the body, or `?/name` for a query parameter, and what is wrong with it. */
export interface FieldError {
  readonly pointer: string;
  readonly detail: string;
}

/** Every kind of problem that the API answers, with its status and title; its `type` is `urn:rulingwire:problem:<kind>`. */
export const problems = {
  'not-json': [400, 'The body is not JSON'],
  'bad-header': [400, 'A header is wrong'],
  unauthorized: [401, 'No valid API key'],
  'link-run-out': [401, 'The link to your preferences is wrong or has run out: text STATUS for a new one'],
  forbidden: [403, 'The API key lacks a scope for this'],
  'not-found': [404, 'There is no such thing'],
  'slug-taken': [409, 'Another ruling has this slug'],
  'too-many-secrets': [409, 'Ten secrets of this endpoint are still live'],
  'endpoint-disabled': [409, 'The endpoint is disabled: enable it first'],
  'delivery-superseded': [409, 'A newer event of the ruling is owed, and comes instead'],
  'own-work': [409, 'Another person than the author approves'],
  'broadcast-status': [409, 'The broadcast has come too far for this, or not far enough'],
  'no-staff-phones': [409, 'There are no staff phones: an operator adds them'],
  'texts-ended': [409, 'Texts to this phone have ended: a text from it begins them anew'],
  'ruling-retracted': [409, 'The ruling is retracted'],
  stale: [412, 'The ruling has changed since'],
  'too-large': [413, 'The ruling is too large'],
  'too-many-lines': [413, 'A call holds fewer lines or bytes than this'],
  invalid: [422, 'Some fields do not fit'],
  'idempotency-key-reused': [422, 'The idempotency key was used for another request'],
  'if-match-missing': [428, 'Say which revision you saw'],
  internal: [500, 'Something went wrong on our side'],
  unfinished: [503, 'Some lines are left: send all again, and those that are done are skipped'],
  busy: [503, 'Too many writers at once; nothing was written'],
} as const satisfies Record<string, readonly [status: number, title: string]>;
export type ProblemKind = keyof typeof problems;

/** An answer of RFC 9457, thrown anywhere below a route. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly kind: ProblemKind;
  readonly errors: readonly FieldError[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(kind: ProblemKind, errors: readonly FieldError[] = [], headers: Readonly<Record<string, string>> = {}) {
    super(problems[kind][1]);
    this.kind = kind;
    this.errors = errors;
    this.headers = headers;
  }

  get status(): number {
    return problems[this.kind][0];
  }

  body(): { type: string; title: string; status: number; errors?: readonly FieldError[] } {
    const { kind, errors } = this;
    const [status, title] = problems[kind];
    return { type: `urn:rulingwire:problem:${kind}`, title, status, ...(errors.length > 0 ? { errors } : {}) };
  }
}

/** A problem with one field. */
export const fieldProblem = (kind: ProblemKind, pointer: string, detail: string): Problem =>
  new Problem(kind, [{ pointer, detail }]);

/** Every issue of zod as a field error; an unknown key is named itself, not the object that holds it. */
export const fieldErrors = (issues: readonly z.core.$ZodIssue[], prefix = ''): FieldError[] =>
  issues.flatMap((issue) => {
    const pointer = prefix + issue.path.map((part) => `/${pointerPart(String(part))}`).join('');
    return issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ pointer: `${pointer}/${pointerPart(key)}`, detail: 'is not a field of this' }))
      : [{ pointer, detail: issue.message }];
  });

const pointerPart = (part: string): string => part.replaceAll('~', '~0').replaceAll('/', '~1');

import * as z from 'zod';

/** The API refused: its status, and the problem's words with every field that is named. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  /** How long the API asks to wait, if it does. */
  readonly retryAfterMs: number | undefined;

  constructor(status: number, message: string, retryAfterMs?: number) {
    super(message);
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}

const problemSchema = z.object({
  title: z.string(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).default([]),
});

export interface ApiClient {
  /** Sends JSON and gives back what `schema` makes of the answer; throws {@link ApiError} on 4xx and 5xx. */
  call<Answer>(
    method: string,
    path: string,
    schema: z.ZodType<Answer>,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
}

/** The HTTP API of a wire, with one key. */
export const createApiClient = (baseUrl: string, key: string): ApiClient => ({
  call: async (method, path, schema, body, headers = {}) => {
    const response = await fetch(new URL(path, baseUrl), {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok)
      throw new ApiError(response.status, problemText(response.status, text), retryAfter(response.headers));
    return schema.parse(text === '' ? null : JSON.parse(text));
  },
});

/** `Retry-After` in seconds; a date, which it may be too, is not waited for. */
const retryAfter = (headers: Headers): number | undefined => {
  const seconds = /^\d{1,6}$/.exec(headers.get('retry-after')?.trim() ?? '')?.[0];
  return seconds === undefined ? undefined : Number(seconds) * 1000;
};

const problemText = (status: number, text: string): string => {
  const problem = problemSchema.safeParse(parseOrNull(text));
  if (!problem.success) return `the wire answered ${status}`;
  const { title, errors } = problem.data;
  return [`${status} ${title}`, ...errors.map(({ pointer, detail }) => `  ${pointer || 'the body'}: ${detail}`)].join(
    '\n',
  );
};

const parseOrNull = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

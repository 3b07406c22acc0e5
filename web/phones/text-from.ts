import type { Answer, FieldError } from '../api/client.ts';

interface Refusal {
  readonly message: string;
  readonly errors?: readonly FieldError[];
}

const offline = { kind: 'offline', problem: '', title: 'The server cannot be reached', errors: [] } as const;

/** Texts the wire from a phone. What it answers is TwiML, and no JSON as from the API; the conversation shows what that says. */
export const textFrom = async (from: string, body: string): Promise<Answer<true>> => {
  try {
    const response = await fetch('/_sim/inbound', { method: 'POST', body: JSON.stringify({ from, body }) });
    const { status } = response;
    if (response.ok) return { kind: 'answered', value: true, status, etag: null };
    const { errors = [] }: Refusal = await response.json();
    const kind = status < 500 ? 'refused' : 'broken';
    const title = kind === 'refused' ? 'The text was not taken' : 'The wire did not take the text';
    return { kind: 'failed', failure: { kind, problem: '', title, errors } };
  } catch {
    return { kind: 'failed', failure: offline };
  }
};

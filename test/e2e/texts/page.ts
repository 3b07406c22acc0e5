import { expect } from 'vitest';
import type { Dev } from '../../wire-process.ts';

/** An answer as its reader has it, but for its time and what names the request. */
export interface Answered {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly text: string;
}

/** Signs a phone up as somebody does on the page. */
export const askOnPage = async ({ baseUrl }: Dev, phone: string, wishes: object): Promise<Answered> => {
  const consent = { textVersion: '2026-11', adult: true };
  const body = JSON.stringify({ phone, frequency: 'immediate', consent, ...wishes });
  const answer = await fetch(`${baseUrl}/v1/subscribers`, { method: 'POST', body });
  const headers = [...answer.headers].filter(([name]) => !/^(date|x-request-id)$/.test(name));
  return { status: answer.status, headers, text: await answer.text() };
};

/** The short link in a text. */
export const linkIn = (text: string): string => {
  const [link] = /http\S+\/s\/\w+/.exec(text) ?? [];
  expect(link, text).toBeDefined();
  return link ?? '';
};

/** The token in the link to one's preferences. */
export const tokenIn = (text: string): string => {
  const [, token] = /#([A-Za-z0-9_-]+)/.exec(text) ?? [];
  expect(token, text).toBeDefined();
  return token ?? '';
};

/** Calls as who holds such a link. */
export const callAsReader = async (
  { baseUrl }: Dev,
  token: string,
  method: 'GET' | 'PATCH' | 'DELETE',
  body?: object,
): Promise<{ readonly status: number; readonly body: unknown }> => {
  const answer = await fetch(`${baseUrl}/v1/preferences`, {
    method,
    headers: { authorization: `Bearer rwp_${token}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
};

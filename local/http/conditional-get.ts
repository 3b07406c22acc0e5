/** Conditional GET: RFC 9110, sections 13.1.2, 13.1.3 and 13.2.2. */
import type { IncomingHttpHeaders } from 'node:http';
import type { HttpAnswer } from './http-answer.ts';

const opaque = (etag: string): string => etag.trim().replace(/^W\//, '');

/** Whether the client's copy is the current one. If-None-Match, where it is sent, wins over If-Modified-Since. */
export const isCurrent = (
  headers: { ifNoneMatch?: string | undefined; ifModifiedSince?: string | undefined },
  current: { etag: string; lastModified: Date },
): boolean => {
  const { ifNoneMatch, ifModifiedSince } = headers;
  if (ifNoneMatch !== undefined) {
    if (ifNoneMatch.trim() === '*') return true;
    // A quoted tag may hold a comma, so the list is matched rather than split.
    const tags = ifNoneMatch.match(/(?:W\/)?"[^"]*"/g) ?? [];
    return tags.some((tag) => opaque(tag) === opaque(current.etag));
  }
  const since = Date.parse(ifModifiedSince ?? '');
  // The header has whole seconds. An invalid date never matches.
  return Math.floor(current.lastModified.getTime() / 1000) * 1000 <= since;
};

/** The 304 that a 200 becomes for a client whose copy is current: all that it says but what describes the body. */
export const unlessCurrent = (
  { 'if-none-match': ifNoneMatch, 'if-modified-since': ifModifiedSince }: IncomingHttpHeaders,
  answer: HttpAnswer,
): HttpAnswer => {
  const { etag, 'last-modified': lastModified } = answer.headers;
  if (answer.status !== 200 || typeof etag !== 'string' || typeof lastModified !== 'string') return answer;
  if (!isCurrent({ ifNoneMatch, ifModifiedSince }, { etag, lastModified: new Date(lastModified) })) return answer;
  const kept = Object.entries(answer.headers).filter(([name]) => !name.startsWith('content-'));
  return { status: 304, headers: Object.fromEntries(kept), body: Buffer.alloc(0) };
};

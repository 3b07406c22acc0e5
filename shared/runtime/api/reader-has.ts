import type { ApiRequest } from './route.ts';

/** Whether `If-None-Match` names this entity tag: compared weakly (RFC 9110, 13.1.2), since a cache that compresses weakens it. */
export const readerHas = (etag: string, { headers }: Pick<ApiRequest, 'headers'>): boolean => {
  const named = (headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return named.includes(etag) || named.includes('*');
};

import { describe, expect, test } from 'vitest';
import { refusePut } from '../../local/aws/conditional-put.ts';
import { isCurrent } from '../../local/http/conditional-get.ts';

const current = { etag: '"abc"', lastModified: new Date('2026-11-20T12:00:00.900Z') };
const sameSecond = 'Fri, 20 Nov 2026 12:00:00 GMT';
const earlier = 'Fri, 20 Nov 2026 11:59:59 GMT';

describe('conditional GET', () => {
  test.each<[string, { ifNoneMatch?: string; ifModifiedSince?: string }, boolean]>([
    ['no condition', {}, false],
    ['the same tag', { ifNoneMatch: '"abc"' }, true],
    ['the same tag, weak', { ifNoneMatch: 'W/"abc"' }, true],
    ['a list with the tag', { ifNoneMatch: '"x", "a,b" , W/"abc"' }, true],
    ['a list without it', { ifNoneMatch: '"x", "abcd"' }, false],
    ['any tag', { ifNoneMatch: ' * ' }, true],
    ['a tag that is not quoted', { ifNoneMatch: 'abc' }, false],
    ['not modified since its own second', { ifModifiedSince: sameSecond }, true],
    ['modified since', { ifModifiedSince: earlier }, false],
    ['a date that is none', { ifModifiedSince: 'yesterday' }, false],
    ['another tag wins over the date', { ifNoneMatch: '"x"', ifModifiedSince: sameSecond }, false],
    ['the same tag wins over the date', { ifNoneMatch: '"abc"', ifModifiedSince: earlier }, true],
  ])('%s', (_, headers, expected) => {
    expect(isCurrent(headers, current)).toBe(expected);
  });
});

describe('conditional PUT', () => {
  test.each<[string, { ifMatch?: string; ifNoneMatch?: string }, string | undefined, number | undefined]>([
    ['If-None-Match: * on nothing', { ifNoneMatch: '*' }, undefined, undefined],
    ['If-None-Match: * on an object', { ifNoneMatch: '*' }, '"abc"', 412],
    ['If-None-Match with a tag', { ifNoneMatch: '"abc"' }, '"abc"', 501],
    ['If-Match on nothing', { ifMatch: '"abc"' }, undefined, 404],
    ['If-Match with the tag', { ifMatch: '"abc"' }, '"abc"', undefined],
    ['If-Match with the tag, not quoted', { ifMatch: 'abc' }, '"abc"', undefined],
    ['If-Match with another tag', { ifMatch: '"x"' }, '"abc"', 412],
  ])('%s', (_, headers, etag, status) => {
    expect(refusePut(headers, etag)?.status).toBe(status);
  });
});

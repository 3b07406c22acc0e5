import { describe, expect, test } from 'vitest';
import { pathMatcher } from '../../local/http/distribution.ts';
import { routeTable } from '../../local/http/route-table.ts';

const keys = [
  '$default',
  'ANY /{proxy+}',
  'ANY /v1/{proxy+}',
  'GET /v1/rulings/{id}',
  'ANY /v1/rulings/{id}',
  'GET /v1/rulings/newest',
  'PUT /v1/rulings/by-source/{externalId}',
  'POST /v1/{kind}/{id}',
];
const find = routeTable(keys.map((key) => ({ key, target: key })));

describe('routes', () => {
  test.each([
    ['GET', '/v1/rulings/newest', 'GET /v1/rulings/newest', {}],
    ['GET', '/v1/rulings/rul_1', 'GET /v1/rulings/{id}', { id: 'rul_1' }],
    ['DELETE', '/v1/rulings/rul_1', 'ANY /v1/rulings/{id}', { id: 'rul_1' }],
    ['POST', '/v1/rulings/rul_1', 'ANY /v1/rulings/{id}', { id: 'rul_1' }],
    ['POST', '/v1/endpoints/ept_1', 'POST /v1/{kind}/{id}', { kind: 'endpoints', id: 'ept_1' }],
    ['PUT', '/v1/rulings/by-source/cms%2F88', 'PUT /v1/rulings/by-source/{externalId}', { externalId: 'cms/88' }],
    ['GET', '/v1/a/b/c', 'ANY /v1/{proxy+}', { proxy: 'a/b/c' }],
    ['GET', '/s/abc', 'ANY /{proxy+}', { proxy: 's/abc' }],
  ])('%s %s takes the most specific route', (method, path, key, pathParameters) => {
    expect(find(method, path)).toEqual({ key, target: key, pathParameters });
  });

  test('the root takes $default where no route has it', () => {
    expect(find('GET', '/')?.key).toBe('$default');
  });

  test('a route of another method does not match, and a variable is not empty', () => {
    const only = routeTable([{ key: 'GET /v1/rulings/{id}', target: 1 }]);
    expect(only('POST', '/v1/rulings/x')).toBeUndefined();
    expect(only('GET', '/v1/rulings/')).toBeUndefined();
    expect(only('GET', '/v1/rulings/x/y')).toBeUndefined();
  });

  test('a path that is badly encoded is told apart', () => {
    expect(() => find('GET', '/v1/rulings/%E0%A4%A')).toThrow(URIError);
  });
});

test.each([
  ['/v1/*', '/v1/rulings', true],
  ['/v1/*', '/v1', false],
  ['v1/*', '/v1/x', true],
  ['/feeds/*.xml', '/feeds/topics/a.xml', true],
  ['/feeds/*.xml', '/feeds/topics/axml', false],
  ['/s/??', '/s/ab', true],
  ['/s/??', '/s/abc', false],
  ['*', '/anything/at?all', true],
])('the path pattern %s for %s: %s', (pattern, path, expected) => {
  expect(pathMatcher(pattern)(path)).toBe(expected);
});

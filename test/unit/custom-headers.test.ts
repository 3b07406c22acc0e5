import { validateHeaderName, validateHeaderValue } from 'node:http';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { customHeadersSchema } from '../../shared/domain/custom-headers.ts';

/** The names that were refused; the pointer of the whole is the empty one. */
const refused = (input: unknown): string[] => {
  const parsed = customHeadersSchema.safeParse(input);
  return parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join('/'));
};
const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`x-${at}`, 'v']));

describe('an endpoint’s own headers', () => {
  test('are kept with their values as they are, and their names in lower case', () => {
    const given = { Authorization: 'Bearer a.b-c', 'X-Api-Key': '{"a": "b"}', 'x-n.1~!': '~' };
    const kept = { authorization: 'Bearer a.b-c', 'x-api-key': '{"a": "b"}', 'x-n.1~!': '~' };
    expect(customHeadersSchema.parse(given)).toEqual(kept);
    expect(customHeadersSchema.parse({})).toEqual({});
    expect(Object.keys(customHeadersSchema.parse(many(10)))).toHaveLength(10);
    expect(customHeadersSchema.parse({ ['n'.repeat(100)]: 'v'.repeat(1000) })).toEqual({
      ['n'.repeat(100)]: 'v'.repeat(1000),
    });
  });

  test.each([
    ...['host', 'content-type', 'content-length', 'content-encoding', 'content-x', 'transfer-encoding', 'connection'],
    ...['keep-alive', 'te', 'trailer', 'upgrade', 'proxy-authorization', 'proxy-connection', 'expect', 'date'],
    ...['accept-encoding', 'user-agent', 'cookie2', 'webhook-id', 'webhook-signature', 'webhook-timestamp'],
    ...['webhook-x', 'link', 'x-hub-signature', '__proto__'],
  ])('are not %s, however that is written', (name) => {
    const written = [name, name.toUpperCase(), name.replace(/^\w/, (first) => first.toUpperCase())];
    for (const each of new Set(written)) expect(refused(JSON.parse(`{"${each}": "v", "x-a": "v"}`))).toEqual([each]);
  });

  test('are at most ten, each name once', () => {
    expect(refused(many(11))).toEqual(['']);
    expect(refused({ 'X-A': '1', 'x-b': '2', 'x-a': '3' })).toEqual(['x-a']);
  });

  const badNames = ['', ' ', 'a b', 'a:', ':a', 'a\r\nb', 'é', 'a\u0000', '(a)', 'a/b', '"a"', 'n'.repeat(101)];
  test.each(badNames)('have no name %j', (name) => {
    expect(refused({ [name]: 'v' })).toEqual([name]);
  });

  const badValues = ['', ' ', ' a', 'a ', 'a\tb', 'a\r\nx-b: c', 'a\n', 'é', 'a\u0000', '\u007f', 'v'.repeat(1001)];
  test.each([...badValues, 7, null, ['v'], {}])('have no value %j', (value) => {
    expect(refused({ 'x-a': value })).toEqual(['x-a']);
  });

  test.each([null, [], 'x-a: b', 7, [['x-a', 'b']]])('are not %j', (input) => {
    expect(refused(input)).toEqual(['']);
  });

  test('are refused in words that do not quote a value', () => {
    const hush = { 'x-a': 'hush\n', host: 'hush', 'X-B': 'hush', 'x-b': 'hush' };
    const { error } = customHeadersSchema.safeParse(hush);
    expect(error?.issues.map(({ path }) => path[0])).toEqual(['x-a', 'host', 'x-b']);
    expect(JSON.stringify([error, error?.message])).not.toContain('hush');
  });

  test('are such as Node sends, whatever is let through', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 8 }), fc.string({ maxLength: 8 }));
    const dictionary = fc.dictionary(fc.oneof(fc.stringMatching(/^[a-zA-Z-]{1,20}$/), text), text, { maxKeys: 4 });
    fc.assert(
      fc.property(dictionary, (input) => {
        const parsed = customHeadersSchema.safeParse(input);
        if (!parsed.success) return;
        for (const [name, value] of Object.entries(parsed.data)) {
          // both throw where another message would come of it
          validateHeaderName(name);
          validateHeaderValue(name, value);
        }
        expect(Object.keys(parsed.data).every((name) => name === name.toLowerCase())).toBe(true);
        expect(Object.keys(parsed.data)).toHaveLength(Object.keys(input).length);
      }),
    );
  });
});

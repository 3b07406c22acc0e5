import { describe, expect, test } from 'vitest';
import { readAnswer } from '../../local/http/http-answer.ts';
import { httpEvent } from '../../local/http/http-event.ts';

const place = { apiId: 'api', domainName: 'api.example', routeKey: 'POST /x', pathParameters: {} };
const event = (headers: Record<string, string>, body: Buffer, target = '/x') =>
  Object(
    httpEvent({ method: 'POST', target, headers, httpVersion: '1.1', sourceIp: '127.0.0.1', body }, place, new Date(0)),
  );

describe('the event of a request', () => {
  test.each([
    ['application/json', '{}', false],
    ['application/json; charset=utf-8', '{"a":"é"}', false],
    ['text/html', '<p>', false],
    ['application/x-www-form-urlencoded', 'From=%2B1&Body=STOP', true],
    ['application/octet-stream', 'abc', true],
  ])('a body of %s', (contentType, text, base64) => {
    const { body, isBase64Encoded } = event({ 'content-type': contentType }, Buffer.from(text));
    expect(isBase64Encoded).toBe(base64);
    expect(Buffer.from(body, base64 ? 'base64' : 'utf8').toString()).toBe(text);
  });

  test('bytes that are no UTF-8 keep their bytes', () => {
    const bytes = Buffer.from([0x7b, 0xff, 0x7d]);
    const { body, isBase64Encoded } = event({ 'content-type': 'application/json' }, bytes);
    expect([isBase64Encoded, Buffer.from(body, 'base64')]).toEqual([true, bytes]);
  });

  test('a request without body, query or cookies has none of these keys', () => {
    const keys = Object.keys(event({}, Buffer.alloc(0)));
    for (const key of ['body', 'cookies', 'queryStringParameters', 'pathParameters']) expect(keys).not.toContain(key);
  });

  test('the query is kept as sent beside its decoded form', () => {
    const { rawQueryString, queryStringParameters } = event({}, Buffer.alloc(0), '/x?a=1%2C2&a=3&b=%3F?');
    expect(rawQueryString).toBe('a=1%2C2&a=3&b=%3F?');
    expect(queryStringParameters).toEqual({ a: '1,2,3', b: '??' });
  });
});

describe('the answer of a function', () => {
  test('with a status code', () => {
    const result = {
      statusCode: 201,
      headers: { ETag: '"1"', Age: 3 },
      cookies: ['a=1', 'b=2'],
      body: 'aGk=',
      isBase64Encoded: true,
    };
    expect(readAnswer(result)).toEqual({
      status: 201,
      headers: { 'content-type': 'text/plain;charset=UTF-8', etag: '"1"', age: '3', 'set-cookie': ['a=1', 'b=2'] },
      body: Buffer.from('hi'),
    });
  });

  test('without one is the body of a 200', () => {
    expect(readAnswer({ a: 1 })).toMatchObject({ status: 200, body: Buffer.from('{"a":1}') });
    expect(readAnswer('text')).toMatchObject({ status: 200, body: Buffer.from('"text"') });
  });

  test.each([{ statusCode: 'no' }, { statusCode: 42 }, { statusCode: 200, body: { a: 1 } }])(
    '%j is malformed',
    (result) => {
      expect(readAnswer(result)).toBeUndefined();
    },
  );
});

import { type Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DynamoUnderTest, OpenDynamo } from './under-test.ts';

interface Answer {
  status: number | undefined;
  headers: Record<string, unknown>;
  body: string;
  port: number | undefined;
}

const headers = {
  'content-type': 'application/x-amz-json-1.0',
  'x-amz-date': '20261120T120000Z',
  authorization:
    'AWS4-HMAC-SHA256 Credential=local/20261120/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
};

/** One POST to the API; `port` in the answer is the client's, which tells connections apart. */
export function call(url: string, operation: string, body: string, agent?: Agent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { method: 'POST', agent, headers: { ...headers, 'x-amz-target': operation } };
    const sent = request(url, options, (response) => {
      const port = response.socket.localPort;
      text(response).then(
        (answer) => resolve({ status: response.statusCode, headers: response.headers, body: answer, port }),
        reject,
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

export const LIST = 'DynamoDB_20120810.ListTables';

export const protocol = (open: OpenDynamo): void => {
  describe('the protocol', () => {
    let engine: DynamoUnderTest;
    beforeAll(async () => {
      engine = await open();
    });
    afterAll(() => engine.close());

    it.each(['', '{', '"text"'])('answers 400 to a body that is no JSON object: %j', async (body) => {
      const answer = await call(engine.url, LIST, body);
      expect(answer).toMatchObject({ status: 400, body: expect.stringContaining('SerializationException') });
    });

    it.each(['', 'DynamoDB_20120810', 'DynamoDB_20120810.Nothing', 'constructor'])(
      'answers 400 to an operation it has not: %j',
      async (operation) => {
        const answer = await call(engine.url, operation, '{}');
        expect(answer).toMatchObject({ status: 400, body: expect.stringContaining('UnknownOperationException') });
      },
    );

    it('sends the checksum that the SDK verifies', async () => {
      for (const answer of [await call(engine.url, LIST, '{}'), await call(engine.url, LIST, '{')]) {
        expect(answer.headers['x-amz-crc32']).toBe(String(crc32(answer.body)));
        expect(answer.headers['content-length']).toBe(String(Buffer.byteLength(answer.body)));
      }
    });
  });
};

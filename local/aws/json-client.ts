/**
 * Calls the DynamoDB engine by its JSON protocol. A stream's record is on this wire just as a function gets it, and the
 * runtime's process is spared two SDK clients (25 MB).
 */
import type * as z from 'zod';

/** The service refused; `code` is the exception's name. */
export class CallRefused extends Error {
  readonly code: string;

  constructor(target: string, code: string, message: string) {
    super(`${target}: ${code}: ${message}`);
    this.code = code;
  }
}

const headers = {
  'content-type': 'application/x-amz-json-1.0',
  // The engine wants a signature and does not check it.
  authorization:
    'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
  'x-amz-date': '20260101T000000Z',
};

/** Posts `input` to `target` (`DynamoDB_20120810.ListTables`) and parses the answer. Throws CallRefused. */
export const callJson = async <T>(url: string, target: string, input: unknown, schema: z.ZodType<T>): Promise<T> => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { ...headers, 'x-amz-target': target },
    body: JSON.stringify(input),
  });
  const body: unknown = await response.json();
  if (response.ok) return schema.parse(body);
  const type = typeof body === 'object' && body !== null && '__type' in body ? String(body.__type) : 'Unknown';
  throw new CallRefused(target, type.split('#').at(-1) ?? type, JSON.stringify(body));
};

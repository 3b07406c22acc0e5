import type { IncomingMessage } from 'node:http';

/** HTTP API takes no larger body. */
const BODY_BYTES = 10 * 1024 * 1024;

export class BodyTooLarge extends Error {}

/** Reads a body of at most 10 MB; a larger one is read off, so that the client can read the answer, and not kept. */
export const readBody = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes: Buffer = chunk;
    size += bytes.length;
    if (size <= BODY_BYTES) chunks.push(bytes);
    else chunks.length = 0;
  }
  if (size > BODY_BYTES) throw new BodyTooLarge('a body holds at most 10 MB');
  return Buffer.concat(chunks);
};

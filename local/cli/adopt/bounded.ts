import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** Why something of a site could not be read: said to people, without the site's own words. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

type Chunks = AsyncIterable<Uint8Array>;

const megabytes = (bytes: number): string => `${Number((bytes / 1e6).toFixed(1))} MB`;

/** The same chunks, until they are more than `limit` bytes: then it throws {@link Unreadable}, and the source is told to stop. */
export async function* bounded(chunks: Chunks, limit: number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > limit) throw new Unreadable(`has more than ${megabytes(limit)}`);
    yield chunk;
  }
}

/** The first `limit` bytes, or all of them. */
export const readStart = async (chunks: Chunks, limit: number): Promise<Buffer> => {
  const read: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    read.push(chunk);
    bytes += chunk.length;
    if (bytes >= limit) break;
  }
  return Buffer.concat(read).subarray(0, limit);
};

/** All bytes, which are no more than `limit`. */
export const readAll = (chunks: Chunks, limit: number): Promise<Buffer> =>
  readStart(bounded(chunks, limit), Number.POSITIVE_INFINITY);

/** Unpacks what begins as gzip does (RFC 1952, 2.3.1), whatever its name or type; anything else stays as it is. */
export async function* unpacked(chunks: Chunks): AsyncGenerator<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  try {
    let start: Uint8Array = new Uint8Array();
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
      start = Buffer.concat([start, next.value]);
      if (start.length >= 2) break;
    }
    const whole = rejoined(start, iterator);
    if (start[0] !== 0x1f || start[1] !== 0x8b) return yield* whole;
    // what goes wrong on the way destroys the last stream, and so comes out of the loop over it
    yield* pipeline(Readable.from(whole), createGunzip(), () => {});
  } finally {
    await iterator.return?.();
  }
}

async function* rejoined(start: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield start;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

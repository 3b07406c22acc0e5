const lineFeed = 0x0a;

/**
 * The lines of a stream of bytes, without their ends, however long the stream is. Of a line longer than `most` bytes only so many are kept:
 * whoever takes fewer can tell it from those that are whole.
 */
export async function* linesOf(stream: AsyncIterable<Buffer>, most: number): AsyncGenerator<string> {
  let parts: Buffer[] = [];
  let [size, isOpen] = [0, false];
  const add = (piece: Buffer): void => {
    // an empty piece would hold on to its whole chunk
    if (size < most) parts.push(piece.subarray(0, most - size));
    size = Math.min(most, size + piece.length);
    isOpen = true;
  };
  const take = (): string => {
    const line = Buffer.concat(parts).toString('utf8');
    parts = [];
    [size, isOpen] = [0, false];
    return line;
  };
  for await (const chunk of stream) {
    let from = 0;
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, from)) {
      add(chunk.subarray(from, end));
      yield take();
      from = end + 1;
    }
    if (from < chunk.length) add(chunk.subarray(from));
  }
  if (isOpen) yield take();
}

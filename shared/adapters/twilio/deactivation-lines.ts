import { UnreadableDeactivations } from '../../ports/deactivations.ts';

/** One number of the United States a line: 11 digits, with or without `+`. */
const numberLine = /^\+?(1[2-9]\d{9})\r?$/;
const emptyLine = /^\r?$/;
/** `+`, 11 digits and a carriage return are 13 characters: what is longer is no number, and is not kept whole. */
const longestLine = 13;

/**
 * The numbers of a file as E.164, at most `most` at a time, without ever holding more than that and a piece of the file.
 * Throws UnreadableDeactivations after the last number, so that one odd line takes nobody else off the list.
 */
export async function* deactivatedNumbers(
  file: AsyncIterable<Uint8Array>,
  most = 1_000,
): AsyncGenerator<readonly string[], void> {
  let numbers: string[] = [];
  let unreadable = 0;
  const read = (line: string): void => {
    const digits = numberLine.exec(line)?.[1];
    if (digits !== undefined) numbers.push(`+${digits}`);
    else if (!emptyLine.test(line)) unreadable += 1;
  };
  let rest = '';
  for await (const piece of file) {
    const lines = (rest + Buffer.from(piece).toString('latin1')).split('\n');
    rest = (lines.pop() ?? '').slice(0, longestLine + 1);
    for (const line of lines) {
      read(line);
      if (numbers.length < most) continue;
      yield numbers;
      numbers = [];
    }
  }
  read(rest);
  if (numbers.length > 0) yield numbers;
  if (unreadable > 0) throw new UnreadableDeactivations(unreadable);
}

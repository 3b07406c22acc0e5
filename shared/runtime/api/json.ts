import { Problem } from './problem.ts';

/** What a body, or a line of one, says in JSON. Throws {@link Problem}, which does not quote it. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    // SyntaxError quotes the body; the position alone may be told
    const [, at] = /position (\d+)/.exec(cause instanceof Error ? cause.message : '') ?? [];
    throw new Problem('not-json', [
      { pointer: '', detail: at === undefined ? 'is not JSON' : `is not JSON from character ${at} on` },
    ]);
  }
};

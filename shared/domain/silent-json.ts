/** What a secret text says in JSON; undefined where it is none, and no error: that of JSON.parse quotes the text. */
export const parseSilently = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

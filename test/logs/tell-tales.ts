/** What no line of a log may have, and how it would look. The people of the tests have numbers of 555, addresses of RFC 5737 and one browser. */
const tales: readonly (readonly [what: string, pattern: RegExp])[] = [
  // +1 in front, also in a URL, and whatever signs stand between the digits
  ['a phone number', /(?:\+|%2B)1[-. ()]{0,3}\d{3}[-. ()]{0,3}\d{3}[-. ()]{0,3}\d{4}(?!\d)/i],
  // bare, also behind a sign of a URL; in the midst of a hexadecimal number it is none
  ['a phone number', /(?:(?<![\w.])|(?<=%[\dA-F]{2}))1?[2-9]\d{2}[-. )]{0,3}555[-. ]{0,3}\d{4}(?!\w)/i],
  ['the hash of a phone', /(?<![\w.-])1\.[\w-]{43}(?![\w-])/],
  ['the key of the hashes', /p{64}/],
  ['the address of a visitor', /(?<![\d.])(?:198\.51\.100|203\.0\.113)\.\d{1,3}(?!\d)/],
  ['the browser of a visitor', /Firefox\/\d|"userAgent"/],
  ['a consent', /Msg & data rates|not a condition of anything|no es condici[oó]n/],
  ['what somebody texted', /secret-word|moon made of cheese|not interested/i],
];

export interface TellTale {
  /** What the line has, and its code, never what it says. */
  readonly what: string;
  readonly code: string;
}

/** What lines of logs tell of people, each finding of a code once. */
export const tellTales = (lines: string): TellTale[] => {
  const found = new Map<string, TellTale>();
  // most logs have nothing, which one look at the whole of them tells
  for (const [what, pattern] of tales.filter((tale) => tale[1].test(lines)))
    for (const line of lines.split('\n').filter((each) => pattern.test(each))) {
      const code = codeOf(line);
      found.set(`${what} ${code}`, { what, code });
    }
  return [...found.values()];
};

/** Of one of our lines; of any other line as much of its head as can tell nothing. */
const codeOf = (line: string): string =>
  /"(?:message|code|errorType)":"([A-Za-z_.]+)"/.exec(line)?.[1] ??
  `a line that begins ${/^[^\d"+]{0,40}/.exec(line)?.[0] ?? ''}`;

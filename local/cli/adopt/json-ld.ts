import { Parser } from 'htmlparser2';

/** What a script element of `application/ld+json` holds, or why nobody can read it. */
export const parseJsonLd = (script: string): { readonly value: unknown } | { readonly broken: string } => {
  const text = withoutWrapping(script);
  const first = parse(text);
  // only where every quote is escaped: what has both kinds is broken in a way that nobody can be sure of
  if ('value' in first || text.includes('"') || !/&(quot|#34|#x22);/i.test(text)) return first;
  const second = parse(unescaped(text));
  return 'value' in second ? second : first;
};

const parse = (text: string): { readonly value: unknown } | { readonly broken: string } => {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { broken: error instanceof Error ? error.message : String(error) };
  }
};

/** Comments and CDATA that old templates put around a script, so that browsers of the last century would not show it. */
const opening = /^\s*(<!--|(\/\/|\/\*)?\s*<!\[CDATA\[\s*(\*\/)?|\uFEFF)/i;
const closing = /((\/\/\s*)?-->|(\/\/|\/\*)?\s*\]\]>\s*(\*\/)?)\s*$/;

const withoutWrapping = (script: string): string => {
  let text = script.trimEnd();
  while (opening.test(text)) text = text.replace(opening, '');
  // the end alone is looked at: over a whole text, an expression that begins with white space takes the square of its length
  const end = text.slice(-80);
  let kept = end;
  while (closing.test(kept)) kept = kept.replace(closing, '');
  return (text.slice(0, text.length - end.length) + kept).trim();
};

/** A template that escapes everything has escaped the quotes of JSON too. */
const unescaped = (text: string): string => {
  const parts: string[] = [];
  // `<` begins no tag here
  const parser = new Parser({ ontext: (part) => void parts.push(part) });
  parser.end(text.replaceAll('<', '&lt;'));
  return parts.join('');
};

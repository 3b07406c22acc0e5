import { Parser } from 'htmlparser2';
import { cleanLine } from '../../../shared/domain/plain-text.ts';

const looksLikeHtml = /<\/?[a-z][^<>]*>|&(#\d+|#x[0-9a-f]+|[a-z][a-z0-9]*);/i;
const breaks = new Set(['p', 'br', 'div', 'li', 'ul', 'ol', 'blockquote', 'h1', 'h2', 'h3', 'h4']);

/** One line of plain text. Plugins put HTML and its escapes into fields that are meant to be text; what looks like it is read as it. */
export const plain = (text: string): string => {
  if (!looksLikeHtml.test(text)) return cleanLine(text);
  const parts: string[] = [];
  const breakAt = (name: string) => void (breaks.has(name) && parts.push(' '));
  const parser = new Parser({ ontext: (part) => void parts.push(part), onopentagname: breakAt, onclosetag: breakAt });
  parser.end(text);
  return cleanLine(parts.join(''));
};

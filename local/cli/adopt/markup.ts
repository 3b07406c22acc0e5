import { elementsOf, lineOf, parseHtml, rawTextOf } from './document.ts';
import { createGraph, type Graph } from './graph.ts';
import { parseJsonLd } from './json-ld.ts';
import { readMicrodata } from './microdata.ts';

/** What a page says of itself. */
export interface Markup {
  readonly graph: Graph;
  readonly title: string | null;
  /** By name or property, in lower case, the first of each. */
  readonly meta: ReadonlyMap<string, string>;
  readonly canonical: string | null;
  readonly language: string | null;
  /** Why JSON-LD that speaks of a ClaimReview could not be read. */
  readonly broken: readonly string[];
}

/** Reads a page's JSON-LD and microdata, and what its head says. */
export const readMarkup = (html: string): Markup => {
  const document = parseHtml(html);
  const meta = new Map<string, string>();
  const roots: unknown[] = [];
  const broken: string[] = [];
  let title: string | null = null;
  let canonical: string | null = null;
  let language: string | null = null;
  for (const element of elementsOf(document)) {
    const { name, attribs } = element;
    if (name === 'html') language ??= attribs['lang'] ?? null;
    if (name === 'title') title ??= lineOf(element) || null;
    if (name === 'link' && hasToken(attribs['rel'], 'canonical')) canonical ??= attribs['href'] ?? null;
    if (name === 'meta') {
      const key = (attribs['property'] ?? attribs['name'] ?? '').toLowerCase();
      if (!meta.has(key)) meta.set(key, attribs['content'] ?? '');
    }
    if (name === 'script' && /^application\/ld\+json\b/i.test(attribs['type']?.trim() ?? '')) {
      const script = rawTextOf(element);
      const parsed = parseJsonLd(script);
      if ('value' in parsed) roots.push(parsed.value);
      else if (script.includes('ClaimReview')) broken.push(parsed.broken);
    }
  }
  return { graph: createGraph([...roots, ...readMicrodata(document)]), title, meta, canonical, language, broken };
};

const hasToken = (attribute: string | undefined, token: string): boolean =>
  (attribute ?? '').toLowerCase().split(/\s+/).includes(token);

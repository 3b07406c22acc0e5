import { type Document, type Element, isTag } from 'domhandler';
import { elementsOf, lineOf, nodesBelow } from './document.ts';
import type { Thing } from './thing.ts';

/** Items in items; schema.org's own go four deep, and `itemref` may go in circles. */
const maxDepth = 12;

const addressAttributes: Readonly<Record<string, string>> = {
  ...{ a: 'href', link: 'href', area: 'href', img: 'src', audio: 'src', video: 'src', source: 'src', embed: 'src' },
  ...{ iframe: 'src', object: 'data' },
};

/** Nodes looked at in a page of many items that refer to the same part of it. */
const maxVisits = 5_000_000;

interface Page {
  readonly byId: ReadonlyMap<string, Element>;
  visits: number;
}

/** The items of HTML's microdata that stand on their own, as things of schema.org. */
export const readMicrodata = (document: Document): Thing[] => {
  const elements = [...elementsOf(document)];
  const named = elements.flatMap((element) =>
    element.attribs['id'] ? [[element.attribs['id'], element] as const] : [],
  );
  const page = { byId: new Map(named), visits: 0 };
  return elements.filter(isTopItem).map((element) => thingOf(element, page, 0));
};

const isTopItem = ({ attribs }: Element): boolean => 'itemscope' in attribs && !('itemprop' in attribs);
const isItem = ({ attribs }: Element): boolean => 'itemscope' in attribs;
const tokens = (text: string | undefined): string[] => (text ?? '').split(/\s+/).filter((token) => token !== '');

const thingOf = (item: Element, page: Page, depth: number): Thing => {
  const properties = new Map<string, unknown[]>();
  const referred = tokens(item.attribs['itemref']).flatMap((id) => page.byId.get(id) ?? []);
  for (const node of nodesBelow([...item.children, ...referred], (element) => !isItem(element))) {
    page.visits += 1;
    if (page.visits > maxVisits) break;
    const names = isTag(node) ? tokens(node.attribs['itemprop']) : [];
    if (!isTag(node) || names.length === 0 || (isItem(node) && depth === maxDepth)) continue;
    const value = isItem(node) ? thingOf(node, page, depth + 1) : propertyOf(node);
    for (const name of names) add(properties, name, value);
  }
  return { ...Object.fromEntries(properties), '@type': tokens(item.attribs['itemtype']) };
};

const add = (properties: Map<string, unknown[]>, name: string, value: unknown): void => {
  const known = properties.get(name);
  if (known) known.push(value);
  else properties.set(name, [value]);
};

/** `content` counts on any element, as search engines read it. */
const propertyOf = (element: Element): string => {
  const { name, attribs } = element;
  if (attribs['content'] !== undefined) return attribs['content'];
  const address = attribs[addressAttributes[name] ?? ''];
  if (address !== undefined) return address;
  if (name === 'time' && attribs['datetime'] !== undefined) return attribs['datetime'];
  if ((name === 'data' || name === 'meter') && attribs['value'] !== undefined) return attribs['value'];
  return lineOf(element);
};

import { type AnyNode, type Document, type Element, isTag, isText } from 'domhandler';
import { parseDocument } from 'htmlparser2';
import { cleanLine } from '../../../shared/domain/plain-text.ts';

export const parseHtml = (html: string): Document => parseDocument(html);

/** Every node below these, in the order of the page; `enters` says whether to look below an element. Without recursion, as pages nest deeply. */
export function* nodesBelow(
  roots: readonly AnyNode[],
  enters: (element: Element) => boolean = () => true,
): Generator<AnyNode> {
  const stack = roots.toReversed();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    yield node;
    const below = isTag(node) ? (enters(node) ? node.children : []) : 'children' in node ? node.children : [];
    for (let index = below.length - 1; index >= 0; index -= 1) {
      const child = below[index];
      if (child) stack.push(child);
    }
  }
}

export function* elementsOf(document: Document): Generator<Element> {
  for (const node of nodesBelow(document.children)) if (isTag(node)) yield node;
}

/** An element's text as it stands, that of scripts too. */
export const rawTextOf = ({ children }: Element): string =>
  [...nodesBelow(children)].flatMap((node) => (isText(node) ? [node.data] : [])).join('');

export const lineOf = (element: Element): string => cleanLine(rawTextOf(element));

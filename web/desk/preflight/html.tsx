import { type ComponentChildren, h } from 'preact';
import { useMemo } from 'preact/hooks';

/** Shown as they are, without their attributes. */
const plain = new Set([
  'P',
  'UL',
  'OL',
  'LI',
  'STRONG',
  'B',
  'EM',
  'I',
  'BLOCKQUOTE',
  'CODE',
  'PRE',
  'BR',
  'TIME',
  'SUB',
  'SUP',
]);

const childrenOf = (node: Node): ComponentChildren[] => Array.from(node.childNodes, show);

/** Headings are set as strong words, since the page has headings of its own, and pictures are named: a preview asks nobody for them. */
const show = (node: Node): ComponentChildren => {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent;
  if (!(node instanceof Element)) return null;
  const { tagName } = node;
  if (plain.has(tagName)) return h(tagName.toLowerCase(), null, ...childrenOf(node));
  if (/^H[1-6]$/.test(tagName)) return h('p', null, h('strong', null, ...childrenOf(node)));
  if (tagName === 'IMG') return h('p', { class: 'soft' }, `Picture: ${node.getAttribute('alt') ?? ''}`);
  const href = tagName === 'A' ? (node.getAttribute('href') ?? '') : '';
  if (/^https?:/.test(href)) return h('a', { href, target: '_blank', rel: 'noreferrer' }, ...childrenOf(node));
  return h('span', null, ...childrenOf(node));
};

/** HTML of an entry, built anew from what readers see of it: nothing in it runs, and nothing is fetched. */
export const Html = ({ html }: { readonly html: string }) => {
  const shown = useMemo(() => childrenOf(new DOMParser().parseFromString(html, 'text/html').body), [html]);
  return <div class="entry">{shown}</div>;
};

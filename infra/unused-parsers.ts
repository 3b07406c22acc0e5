/**
 * Stands in for parsers in bundles that what we use of their libraries never calls: `postcss`, with which sanitize-html reads the
 * styles that ours takes away (90 kB), and `sax`, with which xml-js, under the feed package, reads XML (22 kB).
 */
const never = (): never => {
  throw new Error('this parser is not in the bundle');
};

export { never as parse, never as parser };

import { isOfType, isThing, type Thing, valuesOf } from './thing.ts';

/** Everything that a page says in schema.org's words. */
export interface Graph {
  /** Things of a type, wherever they stand, in the order of the page. */
  ofType(...types: readonly string[]): Thing[];
  /** Things under a name, each by its `@id` where it is only named there; a text stands for a thing of that name. */
  thingsOf(thing: Thing, name: string): Thing[];
}

export const createGraph = (roots: readonly unknown[]): Graph => {
  const things = [...everyThing(roots)];
  const described = new Map<unknown, Thing>();
  for (const thing of things) {
    const id = thing['@id'];
    if (id !== undefined && Object.keys(thing).length > Object.keys(described.get(id) ?? {}).length)
      described.set(id, thing);
  }
  const resolved = (thing: Thing): Thing => {
    const isReference = Object.keys(thing).every((name) => name === '@id' || name === '@type');
    return (isReference && described.get(thing['@id'])) || thing;
  };
  return {
    ofType: (...types) => things.filter((thing) => isOfType(thing, ...types) && resolved(thing) === thing),
    thingsOf: (thing, name) =>
      valuesOf(thing, name).flatMap((value) => {
        if (typeof value === 'string') return [{ name: value, url: value }];
        return isThing(value) ? [resolved(value)] : [];
      }),
  };
};

/** Without recursion, and without spreading: a page may be as deep or as wide as it is long. */
function* everyThing(roots: readonly unknown[]): Generator<Thing> {
  const stack = roots.toReversed();
  while (stack.length > 0) {
    const value = stack.pop();
    const isList = Array.isArray(value);
    if (!isList && !isThing(value)) continue;
    if (!isList) yield value;
    for (const below of Object.values(value).reverse()) stack.push(below);
  }
}

/** A value as DynamoDB's wire format has it: exactly one member is set. */
export interface AttributeValue {
  S?: string;
  N?: string;
  B?: string;
  BOOL?: boolean;
  NULL?: boolean;
  SS?: string[];
  NS?: string[];
  BS?: string[];
  L?: AttributeValue[];
  M?: Item;
}

export type Item = { [attribute: string]: AttributeValue };

const sameSet = (left: string[] = [], right: string[] = []): boolean =>
  left.length === right.length && left.every((member) => right.includes(member));

const sameList = (left: AttributeValue[] = [], right: AttributeValue[] = []): boolean =>
  left.length === right.length && left.every((value, at) => sameValue(value, right[at]));

/** Whether two items hold the same values; the order of attributes and of a set's members does not count. */
export function sameItem(left: Item = {}, right: Item = {}): boolean {
  const names = Object.keys(left);
  return names.length === Object.keys(right).length && names.every((name) => sameValue(left[name], right[name]));
}

/** DynamoDB's equality: type and value, deep. A missing value equals nothing. Numbers come normalised by dynalite. */
export function sameValue(left: AttributeValue | undefined, right: AttributeValue | undefined): boolean {
  if (!left || !right || Object.keys(left)[0] !== Object.keys(right)[0]) return false;
  return (
    left.S === right.S &&
    left.N === right.N &&
    left.B === right.B &&
    left.BOOL === right.BOOL &&
    sameSet(left.SS, right.SS) &&
    sameSet(left.NS, right.NS) &&
    sameSet(left.BS, right.BS) &&
    sameList(left.L, right.L) &&
    sameItem(left.M, right.M)
  );
}

const utf8 = (text: string): number => Buffer.byteLength(text, 'utf8');
const base64 = (text: string): number => Buffer.byteLength(text, 'base64');
const sum = <T>(values: readonly T[], bytes: (value: T) => number): number =>
  values.reduce((total, value) => total + bytes(value), 0);

/** Half a byte for each significant digit and one for sign and exponent. */
const numberBytes = (digits: string): number =>
  1 + Math.ceil(digits.replace(/^-?0*\.?0*|\.|0+$/g, '').length / 2) + (digits.startsWith('-') ? 1 : 0);

function valueBytes(value: AttributeValue): number {
  if (value.S !== undefined) return utf8(value.S);
  if (value.N !== undefined) return numberBytes(value.N);
  if (value.B !== undefined) return base64(value.B);
  if (value.SS) return sum(value.SS, utf8);
  if (value.NS) return sum(value.NS, numberBytes);
  if (value.BS) return sum(value.BS, base64);
  if (value.L) return 3 + sum(value.L, (member) => 1 + valueBytes(member));
  if (value.M) return 3 + Object.keys(value.M).length + itemBytes(value.M);
  return 1;
}

/**
 * Size of an item in bytes as DynamoDB counts it for its limits ("Item sizes and formats" in the developer guide):
 * names and strings in UTF-8. dynalite counts UTF-16 units, so Cyrillic would get twice the room.
 */
export const itemBytes = (item: Item): number =>
  sum(Object.entries(item), ([name, value]) => utf8(name) + valueBytes(value));

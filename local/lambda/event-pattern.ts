/** Event patterns of filter criteria: https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html */
import * as z from 'zod';

type Condition = (value: unknown) => boolean;

const comparisons: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '=': (a, b) => a === b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

const numeric = (terms: unknown): Condition => {
  const list = z.array(z.union([z.string(), z.number()])).parse(terms);
  const pairs = Array.from({ length: list.length / 2 }, (_, index) => {
    const compare = comparisons[String(list[2 * index])];
    if (compare === undefined) throw new Error(`no numeric comparison ${list[2 * index]}`);
    return { compare, bound: Number(list[2 * index + 1]) };
  });
  return (value) => typeof value === 'number' && pairs.every(({ compare, bound }) => compare(value, bound));
};

const isText = (value: unknown, test: (text: string) => boolean): boolean => typeof value === 'string' && test(value);

const operators: Readonly<Record<string, (operand: unknown) => Condition>> = {
  prefix: (operand) => (value) => isText(value, (text) => text.startsWith(String(operand))),
  suffix: (operand) => (value) => isText(value, (text) => text.endsWith(String(operand))),
  exists: (operand) => (value) => (value !== undefined) === operand,
  'equals-ignore-case': (operand) => (value) =>
    isText(value, (text) => text.toLowerCase() === String(operand).toLowerCase()),
  'anything-but': (operand) => {
    const conditions = [operand].flat().map(readCondition);
    return (value) => value !== undefined && !conditions.some((condition) => condition(value));
  },
  numeric,
};

const readCondition = (condition: unknown): Condition => {
  if (typeof condition !== 'object' || condition === null) return (value) => value === condition;
  const [name = '', operand] = Object.entries(condition)[0] ?? [];
  const operator = operators[name];
  if (operator === undefined) throw new Error(`the filter operator ${name} is not simulated`);
  return operator(operand);
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A list in the event matches when one of its values does. */
const readLeaf = (conditions: readonly unknown[]): Condition => {
  const tests = conditions.map(readCondition);
  const one: Condition = (value) => tests.some((test) => test(value));
  return (value) => (Array.isArray(value) ? value.some(one) : one(value));
};

const readNode = (pattern: unknown): Condition => {
  if (Array.isArray(pattern)) return readLeaf(pattern);
  if (!isRecord(pattern)) throw new Error(`a filter holds lists and objects, not ${JSON.stringify(pattern)}`);
  const children = Object.entries(pattern).map(([key, child]): Condition => {
    if (key === '$or') {
      const choices = z.array(z.unknown()).parse(child).map(readNode);
      return (value) => choices.some((choice) => choice(value));
    }
    const test = readNode(child);
    return (value) => test(isRecord(value) ? value[key] : undefined);
  });
  return (value) => children.every((child) => child(value));
};

/** Reads filter criteria; the answer tells whether an event passes one of them. No criteria let everything pass. */
export const readFilters = (criteria: { Filters: readonly { Pattern: string }[] } | undefined): Condition => {
  if (criteria === undefined || criteria.Filters.length === 0) return () => true;
  const patterns = criteria.Filters.map(({ Pattern }) => readNode(JSON.parse(Pattern)));
  return (event) => patterns.some((pattern) => pattern(event));
};

import { type AttributeValue, type Item, sameValue } from './attribute-value.ts';
import { db, type Expression, type Path } from './dynalite.ts';

const isPath = (operand: Expression['args'][number]): operand is Path => Array.isArray(operand);
const isExpression = (operand: Expression['args'][number]): operand is Expression =>
  !isPath(operand) && 'type' in operand;

function equality(type: string, [left, ...others]: (AttributeValue | undefined)[]): boolean {
  if (type === '<>') return !sameValue(left, others[0]);
  return others.some((other) => sameValue(left, other));
}

/**
 * Whether `item` fulfils a parsed condition or filter. dynalite decides all but `=`, `<>`, IN and whether a list contains
 * something, which it gets wrong for maps and lists (it compares them by reference, or not at all) and for two missing
 * attributes (it calls them equal).
 */
export function matches(item: Item, expression: Expression): boolean {
  const { type, name, args } = expression;
  const nested = args.filter(isExpression);
  if (type === 'and') return nested.every((part) => matches(item, part));
  if (type === 'or') return nested.some((part) => matches(item, part));
  if (type === 'not') return !nested.some((part) => matches(item, part));
  // The only expression that can be an operand is size(), a number.
  if (nested.length > 0) return db.matchesExprFilter(item, expression);
  const values = args.flatMap((operand) =>
    isPath(operand) ? [db.mapPath(operand, item)] : isExpression(operand) ? [] : [operand],
  );
  const [list, member] = values;
  if (name === 'contains' && list?.L) return list.L.some((each) => sameValue(each, member));
  if (!['=', '<>', 'in'].includes(type)) return db.matchesExprFilter(item, expression);
  return equality(type, values);
}

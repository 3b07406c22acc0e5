import type { Item } from './attribute-value.ts';
import { db, type Operand, type Path, type UpdateAction, type Updates } from './dynalite.ts';

const isPath = (operand: Operand): operand is Path => Array.isArray(operand);
const isCall = (operand: Operand): operand is Extract<Operand, { args: Operand[] }> => 'args' in operand;

/** The operand with what stood in the item in the place of each path; a path to nothing stays, for dynalite to refuse. */
const asItStood = (operand: Operand, old: Item): Operand => {
  if (isPath(operand)) return db.mapPath(operand, old) ?? operand;
  if (!isCall(operand)) return operand;
  // the first operand of if_not_exists is a question, not a value
  const [first, ...others] = operand.args;
  const rest = others.map((other) => asItStood(other, old));
  if (first === undefined) return operand;
  return { ...operand, args: [operand.name === 'if_not_exists' ? first : asItStood(first, old), ...rest] };
};

const listIndex = ({ path }: UpdateAction): number => {
  const last = path.at(-1);
  return typeof last === 'number' ? last : 0;
};

/**
 * The actions of an update so that dynalite, which carries them out one after another, comes to what DynamoDB does: there every action
 * sees the item as it was before the update, and list elements are counted as they were ("Using update expressions" in the developer
 * guide). Values come from the old item, since dynalite changes those of its own copy in place; elements are removed last, from the end
 * of a list on.
 */
export const independent = (updates: Updates, old: Item): Updates => {
  const { removals = [], others = [] } = Object.groupBy(updates.sections, ({ type }) =>
    type === 'remove' ? 'removals' : 'others',
  );
  const valued = others.map((action) =>
    action.type === 'set' && action.val ? { ...action, val: asItStood(action.val, old) } : action,
  );
  return { ...updates, sections: [...valued, ...removals.toSorted((a, b) => listIndex(b) - listIndex(a))] };
};

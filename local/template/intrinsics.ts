/** CloudFormation's intrinsic functions, as far as CDK writes them into one stack. */

export interface Scope {
  /** What `Ref` gives for a resource, a parameter or a pseudo parameter. Throws on an unknown name. */
  ref(name: string): unknown;
  /** What `Fn::GetAtt` gives. Throws where the attribute is not known. */
  attribute(logicalId: string, name: string): unknown;
  /** The conditions of the template, unresolved. */
  conditions: Readonly<Record<string, unknown>>;
}

/** `AWS::NoValue`: the property is left out. */
const NO_VALUE = Symbol('AWS::NoValue');

const listOf = (value: unknown, name: string): unknown[] => {
  if (!Array.isArray(value)) throw new Error(`${name} wants a list`);
  return value;
};

const text = (value: unknown): string => {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Error(`text was wanted, not ${JSON.stringify(value)}`);
};

const getAttribute = (argument: unknown, scope: Scope): unknown => {
  const [id, ...path] = Array.isArray(argument) ? argument.map(text) : text(argument).split('.');
  return scope.attribute(id ?? '', path.join('.'));
};

const substitute = (argument: unknown, scope: Scope): string => {
  const [pattern, own] = Array.isArray(argument) ? argument : [argument, {}];
  const variables = new Map(Object.entries(typeof own === 'object' && own !== null ? own : {}));
  return text(pattern).replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    if (variables.has(name)) return text(resolve(variables.get(name), scope));
    return text(name.includes('.') ? getAttribute(name, scope) : resolve({ Ref: name }, scope));
  });
};

/** Whether a condition of the template holds: its name, or an expression of Fn::Equals, And, Or, Not and Condition. */
export const holds = (condition: unknown, scope: Scope): boolean => {
  if (typeof condition === 'string') {
    if (!(condition in scope.conditions)) throw new Error(`no condition ${condition}`);
    return holds(scope.conditions[condition], scope);
  }
  const [name, argument] =
    Object.entries(typeof condition === 'object' && condition !== null ? condition : {})[0] ?? [];
  if (name === 'Condition') return holds(text(argument), scope);
  const list = listOf(argument, name ?? 'a condition');
  if (name === 'Fn::Equals') return resolve(list[0], scope) === resolve(list[1], scope);
  if (name === 'Fn::And') return list.every((each) => holds(each, scope));
  if (name === 'Fn::Or') return list.some((each) => holds(each, scope));
  if (name === 'Fn::Not') return !holds(list[0], scope);
  throw new Error(`the condition ${name} is not simulated`);
};

const functions: Readonly<Record<string, (argument: unknown, scope: Scope) => unknown>> = {
  Ref: (argument, scope) => (argument === 'AWS::NoValue' ? NO_VALUE : scope.ref(text(argument))),
  'Fn::GetAtt': getAttribute,
  'Fn::Sub': substitute,
  'Fn::Join': (argument, scope) => {
    const [separator, parts] = listOf(argument, 'Fn::Join');
    return listOf(resolve(parts, scope), 'Fn::Join').map(text).join(text(separator));
  },
  'Fn::Select': (argument, scope) => {
    const [index, from] = listOf(resolve(argument, scope), 'Fn::Select');
    const chosen: unknown = listOf(from, 'Fn::Select')[Number(text(index))];
    if (chosen === undefined) throw new Error(`Fn::Select has no item ${text(index)}`);
    return chosen;
  },
  'Fn::Split': (argument, scope) => {
    const [separator, whole] = listOf(resolve(argument, scope), 'Fn::Split');
    return text(whole).split(text(separator));
  },
  'Fn::If': (argument, scope) => {
    const [condition, yes, no] = listOf(argument, 'Fn::If');
    return resolve(holds(text(condition), scope) ? yes : no, scope);
  },
};

/** The value with every intrinsic function in it replaced by what it gives. Throws on a function it does not know. */
export const resolve = (value: unknown, scope: Scope): unknown => {
  if (Array.isArray(value)) return value.map((each) => resolve(each, scope)).filter((each) => each !== NO_VALUE);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [name, argument] = entries[0] ?? [];
  if (entries.length === 1 && name !== undefined && (name === 'Ref' || name.startsWith('Fn::'))) {
    const run = functions[name];
    if (run === undefined) throw new Error(`the intrinsic function ${name} is not simulated`);
    return run(argument, scope);
  }
  const kept = entries.map(([key, each]) => [key, resolve(each, scope)]).filter(([, each]) => each !== NO_VALUE);
  return Object.fromEntries(kept);
};

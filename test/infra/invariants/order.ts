import * as z from 'zod';
import type { Invariant } from '../template.ts';

/** The resources that a value speaks of: `Ref`, `Fn::GetAtt` and `Fn::Sub`. */
const namesIn = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => {
    if (key === 'Ref') return [String(each)];
    if (key === 'Fn::GetAtt') return [String([each].flat()[0])];
    if (key !== 'Fn::Sub') return namesIn(each);
    return [...JSON.stringify(each).matchAll(/\$\{(\w+)/g)].map(([, name = '']) => name);
  });
};

/** CloudFormation makes a resource after those that it speaks of, and refuses a circle: synthesis does not see one. */
export const resourcesWaitInNoCircle: Invariant = (template) => {
  const waits = new Map(
    [...new Set(template.types.values())]
      .flatMap((type) => template.ofType(type, z.unknown()))
      .map(({ id, properties, dependsOn }) => [id, new Set([...namesIn(properties), ...dependsOn])]),
  );
  // whoever waits for nobody that is left can be made
  for (let before = -1; before !== waits.size; ) {
    before = waits.size;
    for (const [id, names] of waits) if (![...names].some((name) => waits.has(name))) waits.delete(id);
  }
  return [...waits.keys()].map((id) => `${id}: waits for a resource that waits for it`);
};

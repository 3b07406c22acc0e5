import type { Failure } from '../api/client.ts';

const isBelow = (pointer: string, above: string): boolean => pointer === above || pointer.startsWith(`${above}/`);

/** What is wrong at a field or at a part of it, by the pointer that the API names it with. */
export const errorBelow = (failure: Failure | undefined, above: string): string | undefined =>
  above === '' ? undefined : failure?.errors.find(({ pointer }) => isBelow(pointer, above))?.detail;

/** The pointers of a failure that stand at one of these fields. */
export const pointersBelow = (failure: Failure | undefined, fields: readonly string[]): string[] =>
  (failure?.errors ?? [])
    .map(({ pointer }) => pointer)
    .filter((pointer) => fields.some((field) => isBelow(pointer, field)));

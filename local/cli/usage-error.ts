/** A command was called in another way than it is meant to be. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Tells of a failure that the runtime itself made: something is wrong in `local/`, not in a function. */
export const reportDefect = (where: string, cause: unknown): void => {
  console.error(`the embedded runtime failed in ${where}:`, cause);
};

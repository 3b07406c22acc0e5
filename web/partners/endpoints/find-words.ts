/** How one looks for some of a long list. */
export const findWords = (what: string) => ({
  find: `Find in ${what}`,
  shownOf: (shown: string, all: string) => `Showing ${shown} of ${all}.`,
});

/** What others may add to or change is looked at so often while nothing of it is about to. */
export const atRestMs = 20_000;

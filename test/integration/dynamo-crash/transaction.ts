/** What each of the hammer's transactions writes: so many items of one partition, and one more on the counter. */
export const ITEMS = 10;
export const COUNTER = { pk: 'counter', sk: 'counter' };

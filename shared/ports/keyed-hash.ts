/** Stands for a text that must not be stored: always the same, and not to be found again by trying without the key. */
export type KeyedHash = (text: string) => string;

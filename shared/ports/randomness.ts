/** Numbers in [0, 1), unpredictable where an id or a secret comes of them. */
export type Randomness = () => number;

/** Reads each of the last `most` keys once: for what never changes. A failure is told to whoever waits for it, and is not remembered. */
export const remember = <Key, Value>(
  most: number,
  read: (key: Key) => Promise<Value>,
): ((key: Key) => Promise<Value>) => {
  const known = new Map<Key, Promise<Value>>();
  return (key) => {
    const value = known.get(key) ?? read(key);
    known.delete(key);
    known.set(key, value);
    value.catch(() => known.get(key) === value && known.delete(key));
    for (const oldest of known.keys()) {
      if (known.size <= most) break;
      known.delete(oldest);
    }
    return value;
  };
};

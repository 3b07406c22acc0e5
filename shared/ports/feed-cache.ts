/** The copies of feeds that are kept between the store of files and readers. */
export interface FeedCache {
  /**
   * Lets nobody get a copy from before this call of the files at these paths; a path that ends with `*` stands for all that begin so.
   * `occasion` is what it is done for, an event's id: the same paths are invalidated once on each. Throws where that cannot be done
   * now; asking again later is right.
   */
  invalidate(paths: readonly string[], occasion: string): Promise<void>;
}

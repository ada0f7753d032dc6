package io.medsift.remote;

/** Receives how far a fetch is, from the thread that called for it. */
@FunctionalInterface
public interface FetchListener {
  /** Reports the state, several times a second. */
  void fetching(FetchState state);

  /** Reports that all files have arrived. */
  default void fetched(FetchState state) {}

  /** Reports that a file will be fetched whole: parts of it are wanted, and its host sends none. */
  default void wholeInPlaceOfParts(RemoteFile file) {}

  /** Ignores all. */
  FetchListener NONE = state -> {};

  /**
   * State of a fetch. Counts what had to be fetched, with what an earlier fetch has left of it.
   *
   * @param file that is being fetched, the first of several; empty when all are done
   * @param note why nothing arrives; empty as a rule
   */
  record FetchState(
      int files, int filesDone, long bytes, long bytesDone, String file, String note) {}
}

package io.medsift.centroids.training;

import static java.lang.String.format;

import java.util.Locale;
import java.util.Optional;

/**
 * Memory that a training takes, estimated from above before it begins.
 *
 * @param heap bytes of the Java heap
 * @param outside bytes that ONNX Runtime takes besides
 * @param mapped bytes of the vectors, which the operating system keeps in memory as far as there is
 *     room: beyond that they are read again and again
 */
public record MemoryNeed(long heap, long outside, long mapped) {

  /** The centroids before and after, and copies while an index is made of them. */
  private static final int HEAP_COPIES = 8;

  private static final int OUTSIDE_COPIES = 3;
  private static final int BYTES_PER_VECTOR = 48;
  private static final int PARTS_OF_A_LARGE_CELL = 4;
  private static final int VECTORS_PER_FINE_CENTROID = 64 + 16 + 16;
  private static final long PER_THREAD = 48L << 20;
  private static final long BASE = 64L << 20;

  /** Returns what these settings take for so many vectors. */
  public static MemoryNeed of(
      TrainingSettings settings, long vectors, int dimension, long storeBytes, int threads) {
    long row = (long) dimension * Float.BYTES;
    long centroids = settings.clusters() * row;
    long cell =
        (long)
            (Math.sqrt(settings.clusters())
                * VECTORS_PER_FINE_CENTROID
                * PARTS_OF_A_LARGE_CELL
                * row);
    long cells = Math.min(vectors * row * 2, cell * threads);
    return new MemoryNeed(
        BASE + HEAP_COPIES * centroids + vectors * BYTES_PER_VECTOR + cells,
        BASE + OUTSIDE_COPIES * centroids + threads * PER_THREAD,
        storeBytes);
  }

  /**
   * Returns why the memory is not available, if so.
   *
   * @param heapLimit most bytes that the heap may grow to
   * @param physical bytes of the machine
   */
  public Optional<String> shortage(long heapLimit, long physical) {
    if (heap > heapLimit) {
      return Optional.of(
          format("%s of heap are needed, %s are allowed", text(heap), text(heapLimit)));
    }
    if (heap + outside > physical) {
      return Optional.of(
          format("%s are needed, the machine has %s", text(heap + outside), text(physical)));
    }
    return Optional.empty();
  }

  /**
   * Returns whether the vectors do not fit beside the rest, so that they are read from disk each
   * time.
   */
  public boolean readsFromDisk(long physical) {
    return heap + outside + mapped > physical;
  }

  /** One line for people. */
  public String describe() {
    return format(
        "%s of heap, %s outside of it, and %s of vectors mapped from disk",
        text(heap), text(outside), text(mapped));
  }

  /** A number of bytes for people. */
  public static String text(long bytes) {
    return bytes < 1_000_000_000
        ? format(Locale.ROOT, "%,.0f MB", bytes / 1e6)
        : format(Locale.ROOT, "%,.1f GB", bytes / 1e9);
  }
}

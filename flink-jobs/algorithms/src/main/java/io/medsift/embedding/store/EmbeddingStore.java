package io.medsift.embedding.store;

import io.medsift.embedding.EmbeddingModel;
import io.medsift.embedding.UnitVectors;
import io.medsift.storage.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * A finished store of prompts and their unit vectors, in the order of the prompts' ids. Parts are
 * mapped into memory, so it takes no heap and the operating system keeps what is used. Safe for use
 * by many threads.
 */
public final class EmbeddingStore implements UnitVectors {

  private static final int FINGERPRINT_LENGTH = 12;

  private final Path directory;
  private final StoreManifest manifest;
  private final String fingerprint;
  private final StoredPart[] parts;
  private final int[] starts;

  private EmbeddingStore(Path directory, StoreManifest manifest, String fingerprint)
      throws IOException {
    this.directory = directory;
    this.manifest = manifest;
    this.fingerprint = fingerprint;
    parts = new StoredPart[manifest.parts().size()];
    starts = new int[parts.length + 1];
    for (int i = 0; i < parts.length; i++) {
      StoreManifest.PartEntry entry = manifest.parts().get(i);
      StorePlan plan = manifest.plan();
      parts[i] =
          StoredPart.map(directory.resolve(entry.file()), plan.model().dimension(), plan.format());
      if (parts[i].prompts() != entry.prompts() || !parts[i].sha256().equals(entry.sha256())) {
        throw new InvalidStoreException(
            directory.resolve(entry.file())
                + " is not the part that the manifest names: copy the store again");
      }
      starts[i + 1] = starts[i] + entry.prompts();
    }
    if (starts[parts.length] != manifest.prompts()) {
      throw new InvalidStoreException(
          String.format(
              Locale.ROOT,
              "%s says %,d prompts, its parts have %,d: copy the store again",
              directory.resolve(StoreFiles.MANIFEST),
              manifest.prompts(),
              starts[parts.length]));
    }
  }

  /**
   * Opens a store: checks the lengths and headers of all parts, but not their content.
   *
   * @throws InvalidStoreException when it is unfinished, damaged or of another version
   */
  public static EmbeddingStore open(Path directory) throws IOException {
    Path file = directory.resolve(StoreFiles.MANIFEST);
    if (!Files.exists(file)) {
      String advice =
          Files.exists(directory.resolve(StoreFiles.PLAN))
              ? " is not finished: run the same \"medsift centroids embed\" again"
              : " is not an embedding store: make one with \"medsift centroids embed\"";
      throw new InvalidStoreException(directory + advice);
    }
    StoreManifest manifest = StoreFiles.read(file, StoreManifest.class);
    if (manifest.plan().formatVersion() != StorePlan.FORMAT_VERSION) {
      throw new InvalidStoreException(
          String.format(
              Locale.ROOT,
              "%s has format_version %d, this version reads %d: embed again",
              file,
              manifest.plan().formatVersion(),
              StorePlan.FORMAT_VERSION));
    }
    String hash = Sha256.of(Files.readAllBytes(file));
    return new EmbeddingStore(directory, manifest, hash.substring(0, FINGERPRINT_LENGTH));
  }

  /**
   * Reads the whole store and compares the checksums.
   *
   * @throws InvalidStoreException when a part has changed; the message names it
   */
  public void verify() throws IOException {
    for (int i = 0; i < parts.length; i++) {
      parts[i].verify(manifest.parts().get(i).sha256());
    }
  }

  /** Bytes of all vectors as they are held. */
  public long vectorBytes() {
    return (long) count() * dimension() * manifest.plan().format().bytes();
  }

  public Path directory() {
    return directory;
  }

  public StoreManifest manifest() {
    return manifest;
  }

  public EmbeddingModel model() {
    return manifest.plan().model();
  }

  /** Twelve hexadecimal digits that change with any content of the store. */
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public int count() {
    return manifest.prompts();
  }

  @Override
  public int dimension() {
    return model().dimension();
  }

  @Override
  public void read(int first, int vectors, float[] target, int offset) {
    int at = first;
    int end = first + vectors;
    while (at < end) {
      int part = partOf(at);
      int here = Math.min(end, starts[part + 1]) - at;
      parts[part].vectors(at - starts[part], here, target, offset + (at - first) * dimension());
      at += here;
    }
  }

  /** The text of a prompt. */
  public String prompt(int index) {
    int part = partOf(index);
    return parts[part].prompt(index - starts[part]);
  }

  /** The id of a prompt. */
  public PromptId id(int index) {
    int part = partOf(index);
    return parts[part].id(index - starts[part]);
  }

  private int partOf(int index) {
    int found = Arrays.binarySearch(starts, index);
    int part = found >= 0 ? found : -found - 2;
    if (index < 0 || part >= parts.length) {
      throw new IndexOutOfBoundsException("prompt " + index + " of " + count());
    }
    return part;
  }
}

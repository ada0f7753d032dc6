package io.medsift.embedding.store;

import static java.lang.String.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * A store that is being written. A part appears whole or not at all and is never written twice, so
 * that work which was interrupted continues where it stopped. Safe for use by many threads, as long
 * as no two write one part.
 */
public final class StoreDirectory {

  private final Path directory;
  private final StorePlan plan;

  private StoreDirectory(Path directory, StorePlan plan) {
    this.directory = directory;
    this.plan = plan;
  }

  /**
   * Begins a store, or continues with one that was begun under the same plan. Half-written parts
   * are deleted.
   *
   * @throws InvalidStoreException when the directory holds anything else
   */
  public static StoreDirectory begin(Path directory, StorePlan plan) throws IOException {
    Files.createDirectories(directory);
    Path file = directory.resolve(StoreFiles.PLAN);
    boolean hasPlan = Files.exists(file);
    if (hasParts(directory)) {
      if (!hasPlan) {
        throw new InvalidStoreException(
            format("%s holds parts but no %s: name another --out", directory, StoreFiles.PLAN));
      }
      requireSame(directory, StoreFiles.read(file, StorePlan.class), plan);
    } else {
      StoreFiles.write(file, plan);
    }
    try (Stream<Path> files = Files.list(directory)) {
      for (Path left : files.toList()) {
        if (left.getFileName().toString().endsWith(StoreFiles.PARTIAL)) {
          Files.delete(left);
        }
      }
    }
    return new StoreDirectory(directory, plan);
  }

  /** The store in {@code directory}, which {@link #begin} has made. */
  public static StoreDirectory begun(Path directory) throws IOException {
    return new StoreDirectory(
        directory, StoreFiles.read(directory.resolve(StoreFiles.PLAN), StorePlan.class));
  }

  private static void requireSame(Path directory, StorePlan found, StorePlan wanted)
      throws InvalidStoreException {
    if (!found.isSameWorkAs(wanted)) {
      throw new InvalidStoreException(
          format(
              "%s was begun with other input or settings (%s): name another --out, or delete it",
              directory, difference(found, wanted)));
    }
  }

  private static String difference(StorePlan found, StorePlan wanted) {
    if (!found.model().equals(wanted.model())) {
      return "model " + found.model() + ", now " + wanted.model();
    }
    if (found.format() != wanted.format()) {
      return "format " + found.format().wireName() + ", now " + wanted.format().wireName();
    }
    if (!found.field().equals(wanted.field())) {
      return "field " + found.field() + ", now " + wanted.field();
    }
    if (!found.inputFingerprint().equals(wanted.inputFingerprint())) {
      return "input " + found.inputs() + ", now " + wanted.inputs();
    }
    return found.parts()
        + " parts of format version "
        + found.formatVersion()
        + ", now "
        + wanted.parts()
        + " of "
        + wanted.formatVersion();
  }

  private static boolean hasParts(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.anyMatch(file -> file.getFileName().toString().endsWith(StoreFiles.PART));
    }
  }

  public StorePlan plan() {
    return plan;
  }

  /** Returns whether a part is whole. */
  public boolean has(int part) {
    return Files.exists(directory.resolve(StoreFiles.part(part)));
  }

  /** Returns which parts are whole. */
  public BitSet finished() {
    BitSet finished = new BitSet(plan.parts());
    for (int part = 0; part < plan.parts(); part++) {
      finished.set(part, has(part));
    }
    return finished;
  }

  /** Begins a part of at least one prompt. */
  public PartWriter write(int part, SortedMap<PromptId, String> prompts) throws IOException {
    return new PartWriter(
        directory.resolve(StoreFiles.part(part)), prompts, plan.model().dimension(), plan.format());
  }

  /**
   * Says that all parts which have prompts are there, and opens the store.
   *
   * @throws InvalidStoreException when there is no prompt, or a part is damaged
   */
  public EmbeddingStore finish() throws IOException {
    List<StoreManifest.PartEntry> parts = new ArrayList<>();
    long prompts = 0;
    for (int part = 0; part < plan.parts(); part++) {
      if (has(part)) {
        String name = StoreFiles.part(part);
        StoredPart stored =
            StoredPart.map(directory.resolve(name), plan.model().dimension(), plan.format());
        parts.add(new StoreManifest.PartEntry(name, stored.prompts(), stored.sha256()));
        prompts += stored.prompts();
      }
    }
    if (prompts == 0) {
      throw new InvalidStoreException(
          format(
              "no row has a text in the field \"%s\": name the field of the prompt with --field",
              plan.field()));
    }
    if (prompts > Integer.MAX_VALUE) {
      throw new InvalidStoreException(
          format(
              Locale.ROOT,
              "%s has %,d prompts, a store holds %,d",
              directory,
              prompts,
              Integer.MAX_VALUE));
    }
    StoreFiles.write(
        directory.resolve(StoreFiles.MANIFEST),
        new StoreManifest(plan, Math.toIntExact(prompts), parts));
    return EmbeddingStore.open(directory);
  }
}

package io.medsift.sources;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Where rows are published, as far as it is known.
 *
 * @param id OWNER/NAME on the Hugging Face Hub; null where the files are not there
 * @param files patterns of the files in the dataset, in which {@code **} crosses directories; whole
 *     addresses where there is no id
 * @param split of the dataset that the files are
 * @param revision the commit whose files are taken; null for the newest
 * @param rows of the split; null if not known
 * @param bytes of the files; null if not known
 * @param gated whether the terms of the owner must be accepted first; null if not known
 * @param optional why a rebuild takes it only where it is named; null where a rebuild takes it
 * @param doubts what is not confirmed, sentences
 */
public record PublishedDataset(
    String id,
    List<String> files,
    String split,
    String revision,
    Long rows,
    Long bytes,
    Boolean gated,
    String optional,
    List<String> doubts) {
  private static final String HUB = "hf://datasets/";

  public PublishedDataset {
    requireNonNull(split, "split is null");
    files = List.copyOf(files);
    doubts = doubts == null ? List.of() : List.copyOf(doubts);
    if (files.isEmpty()) {
      throw new IllegalArgumentException("a published dataset has files");
    }
  }

  /** The paths of the files, such as {@code hf://datasets/OWNER/NAME/data/train-*.parquet}. */
  public List<String> paths() {
    return files.stream().map(this::path).toList();
  }

  /** The dataset for people: its id with the revision, or its address. */
  public String name() {
    return id == null ? files.get(0) : id + (revision == null ? "" : "@" + revision);
  }

  private String path(String file) {
    return id == null ? file : HUB + name() + "/" + file;
  }
}

package io.medsift.export.rows;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far a source was read; part of the manifest.
 *
 * @param kind {@code topic} or {@code file}
 * @param name of the topic or file
 * @param identity what tells it from another of that name: the id of the topic, the SHA-256 of the
 *     file
 * @param next partition to the first offset that was not read; of a file, {@code bytes} to its
 *     length
 */
public record SourceProgress(String kind, String name, String identity, Map<String, Long> next) {
  public SourceProgress {
    requireNonNull(kind, "kind is null");
    requireNonNull(name, "name is null");
    requireNonNull(identity, "identity is null");
    next = Collections.unmodifiableMap(new TreeMap<>(next));
  }
}

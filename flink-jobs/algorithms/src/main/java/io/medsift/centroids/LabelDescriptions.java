package io.medsift.centroids;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.medsift.storage.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A label set with sentences that describe each label.
 *
 * @param labels in the order that breaks ties; at least two, each with a description
 * @param sha256 lower-case hexadecimal SHA-256 of the file
 */
public record LabelDescriptions(List<Label> labels, String sha256) {

  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final String BUNDLED = "label-descriptions.json";

  /** A label and what prompts with that label are about. */
  public record Label(String label, List<String> descriptions) {}

  private record File(List<Label> labels) {}

  public LabelDescriptions {
    labels = List.copyOf(labels);
  }

  /** The eleven labels that ship with the product, in English and Chinese. */
  public static LabelDescriptions bundled() {
    try (InputStream stream = LabelDescriptions.class.getResourceAsStream(BUNDLED)) {
      return parse(stream.readAllBytes(), BUNDLED);
    } catch (IOException e) {
      throw new IllegalStateException("the resource " + BUNDLED + " is broken", e);
    }
  }

  /**
   * Reads a file of the form {@code {"labels": [{"label": "Law", "descriptions": ["...", ...]}]}}.
   *
   * @throws IOException when it is missing or not of that form; the message names the file
   */
  public static LabelDescriptions read(Path file) throws IOException {
    try {
      return parse(Files.readAllBytes(file), file.toString());
    } catch (NoSuchFileException e) {
      throw new IOException("label file " + file + " does not exist", e);
    }
  }

  private static LabelDescriptions parse(byte[] json, String name) throws IOException {
    File file;
    try {
      file = JSON.readValue(json, File.class);
    } catch (IOException e) {
      throw new IOException("label file " + name + " cannot be read: " + e.getMessage(), e);
    }
    if (file.labels() == null || file.labels().size() < 2) {
      throw new IOException("label file " + name + " needs \"labels\" with at least two entries");
    }
    Set<String> seen = new HashSet<>();
    for (Label label : file.labels()) {
      if (label.label() == null || label.label().isBlank() || !seen.add(label.label())) {
        throw new IOException(
            "label file " + name + " has an empty or repeated label: " + label.label());
      }
      if (label.descriptions() == null || label.descriptions().isEmpty()) {
        throw new IOException(
            "label file " + name + " has no descriptions for the label " + label.label());
      }
    }
    return new LabelDescriptions(file.labels(), Sha256.of(json));
  }
}

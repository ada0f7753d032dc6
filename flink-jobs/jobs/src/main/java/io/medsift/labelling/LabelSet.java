package io.medsift.labelling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.medsift.storage.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Labels that a model chooses from.
 *
 * @param names in the order that breaks ties; the last one is for clusters without any vote
 * @param listing for the prompt: a line for each label, with its meaning
 */
public record LabelSet(List<String> names, String listing) {

  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final String SHIPPED = "labels.json";
  private static final int MIN_LABELS = 2;

  public LabelSet {
    names = List.copyOf(names);
  }

  /** Returns the eleven labels that ship with the product. */
  public static LabelSet shipped() {
    try (InputStream stream = LabelSet.class.getResourceAsStream(SHIPPED)) {
      return parse(stream.readAllBytes(), SHIPPED);
    } catch (IOException e) {
      throw new IllegalStateException("the resource " + SHIPPED + " is broken", e);
    }
  }

  /**
   * Reads a file of the form {@code {"labels": ["Law", {"label": "Biology", "meaning": "..."}]}}.
   * Other fields, such as the descriptions of the other classifier, are ignored.
   *
   * @throws IOException if it is missing or not of that form; the message names the file
   */
  public static LabelSet read(Path file) throws IOException {
    try {
      return parse(Files.readAllBytes(file), file.toString());
    } catch (NoSuchFileException e) {
      throw new IOException("label file " + file + " does not exist", e);
    }
  }

  private static LabelSet parse(byte[] json, String name) throws IOException {
    JsonNode root;
    try {
      root = JSON.readTree(json);
    } catch (IOException e) {
      throw new IOException("label file " + name + " cannot be read: " + e.getMessage(), e);
    }
    Set<String> seen = new LinkedHashSet<>();
    List<String> lines = new ArrayList<>();
    for (JsonNode entry : root.path("labels")) {
      String label = (entry.isTextual() ? entry : entry.path("label")).asText().strip();
      if (label.isEmpty() || !seen.add(label)) {
        throw new IOException("label file " + name + " has an empty or repeated label: " + label);
      }
      String meaning = entry.path("meaning").asText().strip();
      lines.add("- " + label + (meaning.isEmpty() ? "" : ": " + meaning));
    }
    if (seen.size() < MIN_LABELS) {
      throw new IOException("label file " + name + " needs \"labels\" with at least two entries");
    }
    return new LabelSet(List.copyOf(seen), String.join("\n", lines));
  }

  /** Returns the hash of all labels, their order and their meanings. */
  public String sha256() {
    String content = names + "\n" + listing;
    return Sha256.of(content.getBytes(StandardCharsets.UTF_8));
  }
}

package io.medsift.labelling;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.medsift.centroids.CentroidManifest;
import io.medsift.json.JsonProblem;
import io.medsift.storage.Sha256;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Votes with labels that a file gives to prompts. A prompt that it does not have has no vote. */
public final class LabelledPromptVoter implements Voter {
  private static final String KIND = "labelled-prompts";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final LabelSet labels;
  private final CentroidManifest.Classifier classifier;
  private final Map<String, String> byPrompt;

  private LabelledPromptVoter(
      LabelSet labels, CentroidManifest.Classifier classifier, Map<String, String> byPrompt) {
    this.labels = labels;
    this.classifier = classifier;
    this.byPrompt = byPrompt;
  }

  /**
   * Reads a file that has a JSON object with a prompt and its label on each line; other fields are
   * ignored. Of lines with the same prompt the first counts.
   *
   * @throws IOException if the file is missing, or a line is not of that form or has a label that
   *     is not in the set; the message names file and line
   */
  public static LabelledPromptVoter read(Path file, LabelSet labels) throws IOException {
    Map<String, String> byPrompt = new HashMap<>();
    try (BufferedReader reader = Files.newBufferedReader(file, UTF_8)) {
      long number = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        JsonNode row = row(line, file + " line " + ++number);
        String label = row.get("label").textValue();
        if (!labels.names().contains(label)) {
          throw new IOException(
              String.format(
                  Locale.ROOT,
                  "%s line %d has the label \"%s\", which is not one of %s",
                  file,
                  number,
                  label,
                  labels.names()));
        }
        byPrompt.putIfAbsent(row.get("prompt").textValue(), label);
      }
    } catch (NoSuchFileException e) {
      throw new IOException(file + " does not exist", e);
    }
    return new LabelledPromptVoter(
        labels,
        new CentroidManifest.Classifier(
            KIND,
            String.format(
                Locale.ROOT,
                "the labels of %,d prompts in %s",
                byPrompt.size(),
                file.getFileName()),
            Sha256.of(file)),
        byPrompt);
  }

  private static JsonNode row(String line, String where) throws IOException {
    JsonNode row;
    try {
      row = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IOException(where + " is not JSON: " + JsonProblem.of(e), e);
    }
    for (String field : List.of("prompt", "label")) {
      if (!row.path(field).isTextual()) {
        throw new IOException(
            where + " has no text \"" + field + "\": each line needs a prompt and its label");
      }
    }
    return row;
  }

  @Override
  public List<String> labels() {
    return labels.names();
  }

  @Override
  public CentroidManifest.Classifier classifier() {
    return classifier;
  }

  @Override
  public String vote(String prompt) {
    return byPrompt.get(prompt);
  }

  @Override
  public void close() {}
}

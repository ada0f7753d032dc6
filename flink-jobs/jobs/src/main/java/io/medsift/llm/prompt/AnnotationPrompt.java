package io.medsift.llm.prompt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.codec.ListedOptions;
import io.medsift.reasoning.ThinkSplit;
import io.medsift.sample.Sample;
import io.medsift.storage.Sha256;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Prompt of the annotation job about a sample.
 *
 * @param version name of a template that ships, or file name and hash of another
 * @param template with {@code {prompt}}, {@code {reference}} and {@code {response}} once each, and
 *     {@code {fence}} any number of times: a code that is in none of the three, for markers that no
 *     text can close. Version 1 has none.
 */
public record AnnotationPrompt(String version, PromptTemplate template) implements Serializable {

  private static final List<String> SHIPPED =
      List.of("judge-2", "equivalence-2", "judge-1", "equivalence-1");
  private static final List<String> FIELDS = List.of("prompt", "reference", "response");
  private static final int FENCE_DIGITS = 16;
  private static final String NO_REFERENCE = "(none)";

  /**
   * Loads a template that ships with the product, or a file.
   *
   * @throws IllegalArgumentException if there is none; the message says what is allowed
   */
  public static AnnotationPrompt load(String nameOrFile) {
    if (SHIPPED.contains(nameOrFile)) {
      return new AnnotationPrompt(nameOrFile, PromptTemplate.shipped("annotation/" + nameOrFile));
    }
    Path file = Path.of(nameOrFile);
    if (!Files.exists(file)) {
      throw new IllegalArgumentException(
          "the prompt '%s' is neither a file nor one of %s"
              .formatted(nameOrFile, String.join(", ", SHIPPED)));
    }
    try {
      PromptTemplate template = PromptTemplate.read(file, FIELDS);
      return new AnnotationPrompt(file.getFileName() + "@" + template.hash(), template);
    } catch (IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** Returns the prompt about a sample with a response, whose reasoning is left out. */
  public String about(Sample sample) {
    String answer = ThinkSplit.of(sample.response()).answer();
    Map<String, String> values = new HashMap<>();
    values.put("prompt", ListedOptions.question(sample).strip());
    values.put("reference", reference(sample));
    values.put("response", answer.isEmpty() ? sample.response().strip() : answer);
    values.put("fence", fence(FIELDS.stream().map(values::get).toList()));
    return template.fill(values);
  }

  /** Derives a code from the texts, so that a replay asks the same, that is in none of them. */
  private static String fence(List<String> texts) {
    String all = String.join("\n", texts);
    String fence = all;
    while (all.contains(fence)) {
      fence = Sha256.of(fence.getBytes(UTF_8)).substring(0, FENCE_DIGITS);
    }
    return fence;
  }

  private static String reference(Sample sample) {
    if (sample.reference() == null || sample.reference().value() == null) {
      return NO_REFERENCE;
    }
    String value = sample.reference().value();
    String option = sample.options().get(value);
    return option == null ? value : value + ". " + option;
  }
}

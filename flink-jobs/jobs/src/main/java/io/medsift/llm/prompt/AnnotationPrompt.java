package io.medsift.llm.prompt;

import io.medsift.codec.ListedOptions;
import io.medsift.reasoning.ThinkSplit;
import io.medsift.sample.Sample;
import java.io.Serializable;
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
  private static final String NO_REFERENCE = "(none)";

  /**
   * Loads a template that ships with the product, or a file.
   *
   * @throws IllegalArgumentException if there is none; the message says what is allowed
   */
  public static AnnotationPrompt load(String nameOrFile) {
    PromptTemplate.Named named = PromptTemplate.named("annotation", nameOrFile, SHIPPED, FIELDS);
    return new AnnotationPrompt(named.version(), named.template());
  }

  /** Returns the prompt about a sample with a response, whose reasoning is left out. */
  public String about(Sample sample) {
    String answer = ThinkSplit.of(sample.response()).answer();
    Map<String, String> values = new HashMap<>();
    values.put("prompt", ListedOptions.question(sample).strip());
    values.put("reference", reference(sample));
    values.put("response", answer.isEmpty() ? sample.response().strip() : answer);
    values.put("fence", PromptFence.of(FIELDS.stream().map(values::get).toList()));
    return template.fill(values);
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

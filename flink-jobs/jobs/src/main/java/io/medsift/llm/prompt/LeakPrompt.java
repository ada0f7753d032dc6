package io.medsift.llm.prompt;

import io.medsift.codec.ListedOptions;
import io.medsift.sample.Sample;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Prompt of the annotation job about a sample and the evaluation items near to it.
 *
 * @param version name of a template that ships, or file name and hash of another
 * @param template with {@code {prompt}} and {@code {items}} once each, and {@code {fence}} any
 *     number of times: a code that is in none of the texts, for markers that no text can close
 */
public record LeakPrompt(String version, PromptTemplate template) implements Serializable {
  private static final List<String> SHIPPED = List.of("leak-1");
  private static final List<String> FIELDS = List.of("prompt", "items");

  /**
   * Loads a template that ships with the product, or a file.
   *
   * @throws IllegalArgumentException if there is none; the message says what is allowed
   */
  public static LeakPrompt load(String nameOrFile) {
    PromptTemplate.Named named = PromptTemplate.named("annotation", nameOrFile, SHIPPED, FIELDS);
    return new LeakPrompt(named.version(), named.template());
  }

  /** Returns the prompt about a sample; {@code items} are numbered from 1. */
  public String about(Sample sample, List<String> items) {
    String prompt = ListedOptions.question(sample).strip();
    List<String> texts = new ArrayList<>(items);
    texts.add(prompt);
    String fence = PromptFence.of(texts);
    StringBuilder listed = new StringBuilder();
    for (int i = 0; i < items.size(); i++) {
      String name = "BENCHMARK QUESTION " + (i + 1) + " " + fence;
      listed
          .append(i == 0 ? "" : "\n\n")
          .append("<<<BEGIN ")
          .append(name)
          .append('\n')
          .append(items.get(i).strip())
          .append("\nEND ")
          .append(name)
          .append(">>>");
    }
    return template.fill(Map.of("prompt", prompt, "items", listed.toString(), "fence", fence));
  }
}

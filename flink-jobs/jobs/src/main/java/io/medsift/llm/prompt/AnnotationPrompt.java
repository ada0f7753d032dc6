package io.medsift.llm.prompt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.reasoning.ThinkSplit;
import io.medsift.sample.Sample;
import io.medsift.storage.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words in which a model is asked about a sample.
 *
 * @param version of the words: the name of those that ship, of a file its name and the beginning of
 *     its hash
 * @param template holds {@code {prompt}}, {@code {reference}} and {@code {response}} once each, and
 *     {@code {fence}} any number of times: a code that stands in none of the three, for markers
 *     that no text can close. The words of version 1 have none.
 */
public record AnnotationPrompt(String version, String template) implements Serializable {

  private static final List<String> SHIPPED =
      List.of("judge-2", "equivalence-2", "judge-1", "equivalence-1");
  private static final List<String> FIELDS = List.of("prompt", "reference", "response");
  private static final Pattern FIELD = Pattern.compile("\\{(prompt|reference|response|fence)\\}");
  private static final int HASH_DIGITS = 12;
  private static final int FENCE_DIGITS = 16;
  private static final String NO_REFERENCE = "(none)";

  /**
   * The words that ship under a name, or those of a file.
   *
   * @throws IllegalArgumentException when there are none; the message says what is allowed
   */
  public static AnnotationPrompt load(String nameOrFile) {
    if (SHIPPED.contains(nameOrFile)) {
      return new AnnotationPrompt(nameOrFile, shipped(nameOrFile));
    }
    Path file = Path.of(nameOrFile);
    byte[] words;
    try {
      words = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(
          "the prompt '%s' is neither a file nor one of %s"
              .formatted(nameOrFile, String.join(", ", SHIPPED)),
          e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the prompt file %s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
    String template = new String(words, UTF_8);
    for (String field : FIELDS) {
      String placeholder = "{" + field + "}";
      int first = template.indexOf(placeholder);
      if (first < 0 || template.indexOf(placeholder, first + 1) >= 0) {
        throw new IllegalArgumentException(
            "the prompt file %s must hold %s once".formatted(file, placeholder));
      }
    }
    String hash = Sha256.of(words).substring(0, HASH_DIGITS);
    return new AnnotationPrompt(file.getFileName() + "@" + hash, template);
  }

  private static String shipped(String name) {
    try (InputStream stream =
        AnnotationPrompt.class.getResourceAsStream("annotation/" + name + ".txt")) {
      return new String(stream.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("the resource " + name + " is broken", e);
    }
  }

  /** The question about a sample with a response, whose trace is left out. */
  public String about(Sample sample) {
    String answer = ThinkSplit.of(sample.response()).answer();
    Map<String, String> values = new HashMap<>();
    values.put("prompt", question(sample));
    values.put("reference", reference(sample));
    values.put("response", answer.isEmpty() ? sample.response().strip() : answer);
    values.put("fence", fence(FIELDS.stream().map(values::get).toList()));
    return FIELD
        .matcher(template)
        .replaceAll(found -> Matcher.quoteReplacement(values.get(found.group(1))));
  }

  /** A code that follows from the texts, so that a replay asks the same, and stands in none. */
  private static String fence(List<String> texts) {
    String all = String.join("\n", texts);
    String fence = all;
    while (all.contains(fence)) {
      fence = Sha256.of(fence.getBytes(UTF_8)).substring(0, FENCE_DIGITS);
    }
    return fence;
  }

  private static String question(Sample sample) {
    StringBuilder question = new StringBuilder(sample.prompt().strip());
    if (sample.prompt().lines().noneMatch(line -> line.strip().startsWith("A."))) {
      sample
          .options()
          .forEach((letter, text) -> question.append('\n').append(letter + ". " + text));
    }
    return question.toString();
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

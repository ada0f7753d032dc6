package io.medsift.recipe;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A part of a sample that a rule of the decontamination gate may compare. */
public enum SampleField {
  PROMPT("prompts"),
  HISTORY("earlier turns"),
  SYSTEM("system prompts"),
  RESPONSE("responses");

  private final String plural;

  SampleField(String plural) {
    this.plural = plural;
  }

  /** The name in recipes and verdicts. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What people call them in a sentence. */
  public String plural() {
    return plural;
  }

  /** One sentence on the parts that no rule compares; empty where rules compare all. */
  public static Optional<String> notCompared(Collection<SampleField> compared) {
    List<String> others =
        Arrays.stream(values())
            .filter(field -> !compared.contains(field))
            .map(SampleField::plural)
            .toList();
    if (others.isEmpty()) {
      return Optional.empty();
    }
    int last = others.size() - 1;
    String list =
        last == 0
            ? others.get(0)
            : String.join(", ", others.subList(0, last)) + " and " + others.get(last);
    return Optional.of(
        "Not compared with evaluation sets, since no rule of the recipe names them: " + list + ".");
  }
}

package io.medsift.llm.prompt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.storage.Sha256;
import java.util.List;

/** A code for markers around texts in a prompt, which none of the texts can close. */
final class PromptFence {
  private static final int DIGITS = 16;

  private PromptFence() {}

  /** Derives a code from the texts, so that a replay asks the same, that is in none of them. */
  static String of(List<String> texts) {
    String all = String.join("\n", texts);
    String fence = all;
    while (all.contains(fence)) {
      fence = Sha256.of(fence.getBytes(UTF_8)).substring(0, DIGITS);
    }
    return fence;
  }
}

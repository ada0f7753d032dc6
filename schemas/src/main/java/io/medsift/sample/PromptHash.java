package io.medsift.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.storage.Sha256;
import java.util.Map;

/**
 * A hash that is equal for samples with the same prompt: the first 32 hex digits of the SHA-256 of
 * system prompt, earlier turns, prompt and options, each with runs of white space as one space and
 * none around it, and a line break behind it; before an option stands its letter and a space.
 */
public final class PromptHash {
  private static final int HEX_DIGITS = 32;

  private PromptHash() {}

  /** The hash of the prompt of a sample. */
  public static String of(Sample sample) {
    StringBuilder text = new StringBuilder(sample.prompt().length() + 100);
    if (sample.system() != null) {
      append(text, sample.system());
    }
    for (Turn turn : sample.history()) {
      append(text, turn.content());
    }
    append(text, sample.prompt());
    for (Map.Entry<String, String> option : sample.options().entrySet()) {
      text.append(option.getKey()).append(' ');
      append(text, option.getValue());
    }
    return hash(text);
  }

  /**
   * The hash of the responses that belong together: those of one model to one question of a
   * generation job; else those to the same prompt. Those of other tracks never do.
   */
  public static String ofGroup(Sample sample, String promptHash) {
    StringBuilder text = new StringBuilder(promptHash);
    text.append('\n').append(sample.track()).append('\n');
    if (sample.generation() != null && sample.generation().promptId() != null) {
      append(text, sample.generation().promptId());
      append(text, sample.generator() == null ? "" : sample.generator());
    }
    return hash(text);
  }

  private static void append(StringBuilder text, String part) {
    boolean space = false;
    boolean any = false;
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      if (Character.isWhitespace(c) || c == '\u00a0') {
        space = any;
      } else {
        if (space) {
          text.append(' ');
        }
        text.append(c);
        space = false;
        any = true;
      }
    }
    text.append('\n');
  }

  private static String hash(CharSequence text) {
    return Sha256.of(text.toString().getBytes(UTF_8)).substring(0, HEX_DIGITS);
  }
}

package io.medsift.llm.prompt;

import io.medsift.storage.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The words in which a model is asked for a label.
 *
 * @param template holds {@code {labels}} and {@code {text}} once each
 */
public record LabelPrompt(String template) {

  /** Counts as part of the words: what is done to a text before it is asked about. */
  private static final String VERSION = "1";

  private static final String SHIPPED = "labelling/label-1.txt";
  private static final String LABELS = "{labels}";
  private static final String TEXT = "{text}";
  private static final int MOST_CHARACTERS = 6_000;
  private static final String CUT = " […]";

  /** The words that ship with the product. */
  public static LabelPrompt shipped() {
    try (InputStream stream = LabelPrompt.class.getResourceAsStream(SHIPPED)) {
      return new LabelPrompt(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("the resource " + SHIPPED + " is broken", e);
    }
  }

  /**
   * Reads a file.
   *
   * @throws IOException when it is missing or lacks a placeholder; the message names the file
   */
  public static LabelPrompt read(Path file) throws IOException {
    String template;
    try {
      template = Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new IOException("prompt file " + file + " does not exist", e);
    }
    for (String placeholder : new String[] {LABELS, TEXT}) {
      int first = template.indexOf(placeholder);
      if (first < 0 || template.indexOf(placeholder, first + 1) >= 0) {
        throw new IOException("prompt file " + file + " must hold " + placeholder + " once");
      }
    }
    return new LabelPrompt(template);
  }

  /** The question about a text, of which a long one is cut. */
  public String about(String text, String labels) {
    String asked = template.replace(LABELS, labels);
    int at = asked.lastIndexOf(TEXT);
    return asked.substring(0, at) + cut(text) + asked.substring(at + TEXT.length());
  }

  private static String cut(String text) {
    if (text.length() <= MOST_CHARACTERS) {
      return text;
    }
    int end =
        MOST_CHARACTERS - (Character.isHighSurrogate(text.charAt(MOST_CHARACTERS - 1)) ? 1 : 0);
    return text.substring(0, end) + CUT;
  }

  /** Changes with any of the words. */
  public String sha256() {
    return Sha256.of((VERSION + "\n" + template).getBytes(StandardCharsets.UTF_8));
  }
}

package io.medsift.llm.prompt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.storage.Sha256;
import io.medsift.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Prompt that asks for the label of a text.
 *
 * @param template with {@code {labels}} and {@code {text}} once each
 */
public record LabelPrompt(PromptTemplate template) {

  /** Part of the hash: the version of what is done to a text before it is filled in. */
  private static final String VERSION = "1";

  private static final String LABELS = "labels";
  private static final String TEXT = "text";
  private static final int MAX_CHARACTERS = 6_000;
  private static final String CUT = " […]";

  /** Returns the template that ships with the product. */
  public static LabelPrompt shipped() {
    return new LabelPrompt(PromptTemplate.shipped("labelling/label-1"));
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be read or lacks a placeholder; the message names the file
   */
  public static LabelPrompt read(Path file) throws IOException {
    return new LabelPrompt(PromptTemplate.read(file, List.of(LABELS, TEXT)));
  }

  /** Returns the prompt about a text; a long one is cut. */
  public String about(String text, String labels) {
    String shown = text.length() <= MAX_CHARACTERS ? text : Text.head(text, MAX_CHARACTERS) + CUT;
    return template.fill(Map.of(LABELS, labels, TEXT, shown));
  }

  /** Returns the hash of the prompt. */
  public String sha256() {
    return Sha256.of((VERSION + "\n" + template.text()).getBytes(UTF_8));
  }
}

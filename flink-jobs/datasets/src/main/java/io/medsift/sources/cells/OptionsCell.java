package io.medsift.sources.cells;

import static java.lang.String.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.medsift.sources.cells.Cell.Literal;
import io.medsift.text.TextSearch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The options of a multiple-choice question, letter to text as published, in whatever form a column
 * has them:
 *
 * <ul>
 *   <li>an object {@code {"A": "…", "B": "…"}}; null texts, which pad shorter rows, are passed over
 *   <li>a list of {@code {"key": "A", "value": "…"}}, or {@code label} and {@code text}
 *   <li>an object of lists, {@code {"label": ["A", "B"], "text": ["…", "…"]}}
 *   <li>a list of texts, lettered from A; null texts at its end are passed over
 *   <li>one text with a block of options, see {@link OptionsInText}
 *   <li>one text that holds any of the first four as JSON or as a Python literal
 * </ul>
 */
public final class OptionsCell {
  private static final int LETTERS = 26;
  // Each option is looked for in the whole prompt; no question has so many.
  private static final int MAX_LISTED = 64;
  // A number continues after its point.
  private static final Pattern LABELLED =
      Pattern.compile(
          "(?:(?i:option|choice)\\s+)?\\*{0,2}"
              + "(?:[(\\[（]\\s*([A-Za-z]|\\d{1,2})\\s*[)\\]）]"
              + "|([A-Za-z](?=[.):：、．])|[A-Za-z](?=\\s[-–—]\\s)|\\d{1,2}(?=[)、．]|\\.(?!\\d)))"
              + "(?:[.):：、．]|\\s[-–—]\\s))"
              + "\\*{0,2}\\s*(\\S.*)",
          Pattern.DOTALL);
  private static final List<String> LABELS = List.of("key", "label", "letter", "id");
  private static final List<String> TEXTS = List.of("value", "text", "option", "content");
  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final List<String> AFTER_LETTER = List.of(". ", ") ", ": ", ".", ")", ":");

  private OptionsCell() {}

  /** The options of a column; empty where it is absent or blank. */
  public static Map<String, String> of(String column, JsonNode value)
      throws UnmappableRowException {
    if (Cell.isAbsent(value) || (value.isTextual() && value.textValue().isBlank())) {
      return Map.of();
    }
    if (value.isObject()) {
      return ofObject(column, value);
    }
    if (value.isArray()) {
      return ofList(column, value);
    }
    if (!value.isTextual()) {
      throw Cell.wrong(column, value, "must hold answer options");
    }
    JsonNode inside = Literal.parse(value.textValue());
    if (inside != null) {
      return of(column, inside);
    }
    Map<String, String> options = OptionsInText.parse(value.textValue()).options();
    if (options.isEmpty()) {
      throw Cell.wrong(column, value, "must hold answer options, each with its letter");
    }
    return options;
  }

  /** Options that are in columns of their own, the first being A; absent ones at the end. */
  public static Map<String, String> ofColumns(JsonNode row, String... columns)
      throws UnmappableRowException {
    List<String> texts = new ArrayList<>();
    for (String column : columns) {
      String text = Cell.text(column, row.get(column));
      texts.add(text == null ? "" : text);
    }
    while (!texts.isEmpty() && texts.get(texts.size() - 1).isEmpty()) {
      texts.remove(texts.size() - 1);
    }
    int gap = texts.indexOf("");
    if (gap >= 0) {
      throw Cell.wrong(columns[gap], row.get(columns[gap]), "must hold an answer option");
    }
    return lettered(texts);
  }

  /** Texts under the letters from A. */
  public static Map<String, String> lettered(List<String> texts) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String text : texts) {
      options.put(letter(options.size()), text);
    }
    return options;
  }

  /**
   * The same options without white space around their texts, and without the labels before them
   * that repeat their letters, {@code A. Na} under A, where all have them. Texts that are numbered
   * from 1 get their numbers for letters.
   */
  public static Map<String, String> stripped(Map<String, String> options) {
    Map<String, String> stripped = new LinkedHashMap<>();
    options.forEach((letter, text) -> stripped.put(letter, text.strip()));
    List<String> numbers =
        IntStream.rangeClosed(1, options.size()).mapToObj(String::valueOf).toList();
    Map<String, String> own = unlabelled(stripped, List.copyOf(stripped.keySet()));
    return own.isEmpty() ? unlabelledOr(stripped, numbers) : own;
  }

  private static Map<String, String> unlabelledOr(
      Map<String, String> options, List<String> numbers) {
    Map<String, String> numbered = unlabelled(options, numbers);
    return numbered.isEmpty() ? options : numbered;
  }

  /** The texts after these labels, under them; empty where one lacks its label. */
  private static Map<String, String> unlabelled(Map<String, String> options, List<String> labels) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String text : options.values()) {
      String label = labels.get(texts.size());
      String rest = afterLabel(label, text);
      if (options.size() < 2 || rest == null) {
        return Map.of();
      }
      texts.put(label, rest);
    }
    return texts;
  }

  /**
   * Returns the text after {@code A.}, {@code (A)}, {@code A:} or the like; null where there is
   * none.
   */
  static String afterLabel(String label, String text) {
    Matcher labelled = LABELLED.matcher(text.strip());
    boolean same =
        labelled.matches()
            && label.equalsIgnoreCase(
                labelled.group(1) == null ? labelled.group(2) : labelled.group(1));
    // "1." among numbers is the option itself and no label of one.
    return same && labelled.group(3).codePoints().anyMatch(Character::isLetterOrDigit)
        ? labelled.group(3)
        : null;
  }

  /** The letter of the option with this number, from 0. */
  public static String letter(int number) {
    return number < LETTERS ? String.valueOf((char) ('A' + number)) : String.valueOf(number + 1);
  }

  /**
   * Returns true if a prompt has each option already: {@code A. text}, {@code A) text}, or such.
   */
  public static boolean areIn(String prompt, Map<String, String> options) {
    if (options.size() > MAX_LISTED) {
      return false;
    }
    String squeezed = squeezed(prompt);
    return options.entrySet().stream()
        .allMatch(option -> isIn(squeezed, option.getKey(), squeezed(option.getValue())));
  }

  private static boolean isIn(String prompt, String letter, String text) {
    return AFTER_LETTER.stream()
        .anyMatch(mark -> TextSearch.contains(prompt, letter + mark + text));
  }

  private static String squeezed(String text) {
    return SPACES.matcher(text.strip()).replaceAll(" ");
  }

  /** The question, then a line {@code A. text} for each option. */
  public static String asked(String stem, Map<String, String> options) {
    StringBuilder prompt = new StringBuilder(stem);
    options.forEach((letter, text) -> prompt.append('\n').append(letter).append(". ").append(text));
    return prompt.toString();
  }

  private static Map<String, String> ofObject(String column, JsonNode object)
      throws UnmappableRowException {
    boolean ofLists = object.has(field(object, LABELS)) && object.has(field(object, TEXTS));
    JsonNode list = ofLists ? Cell.ofLists(object) : object;
    if (list.isArray()) {
      return ofList(column, list);
    }
    Map<String, String> options = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (!Cell.isAbsent(field.getValue())) {
        String text = optionText(column + "." + field.getKey(), field.getValue());
        String key = field.getKey().strip();
        if (options.put(key, text) != null) {
          throw Cell.wrong(column, object, "must not hold the key '" + key + "' twice");
        }
      }
    }
    return options;
  }

  // Lists are filled up at their end, as rows are.
  private static Map<String, String> ofList(String column, JsonNode list)
      throws UnmappableRowException {
    int size = list.size();
    while (size > 0 && isMissing(list.get(size - 1))) {
      size--;
    }
    Map<String, String> options = new LinkedHashMap<>();
    for (JsonNode element : list) {
      if (options.size() == size) {
        break;
      }
      String at = format(Locale.ROOT, "%s[%d]", column, options.size());
      if (element.isObject()) {
        String keyName = field(element, LABELS);
        String textName = field(element, TEXTS);
        String key = Cell.required(at + "." + keyName, element.get(keyName)).strip();
        String text = optionText(at + "." + textName, element.get(textName));
        if (options.put(key, text) != null) {
          throw Cell.wrong(column, list, "must not hold the key '" + key + "' twice");
        }
      } else {
        options.put(letter(options.size()), optionText(at, element));
      }
    }
    return options;
  }

  private static boolean isMissing(JsonNode element) {
    return Cell.isAbsent(element)
        || (element.isObject() && Cell.isAbsent(element.get(field(element, TEXTS))));
  }

  /** The first of these fields that an object has; the usual one where it has none. */
  private static String field(JsonNode object, List<String> names) {
    return names.stream()
        .filter(name -> !Cell.isAbsent(object.get(name)))
        .findFirst()
        .orElse(names.get(0));
  }

  private static String optionText(String column, JsonNode value) throws UnmappableRowException {
    if (Cell.isAbsent(value) || !value.isValueNode()) {
      throw Cell.wrong(column, value, "must be the text of an option");
    }
    return Cell.written(column, value);
  }
}

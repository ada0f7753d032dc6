package io.medsift.sources.cells;

import static java.lang.String.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.medsift.sample.Reference;
import io.medsift.sample.ReferenceKind;
import io.medsift.text.Text;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Reads the correct answer of a dataset as a reference. */
public final class GoldAnswer {
  private static final int MAX_SHORT_TEXT_LENGTH = 60;
  private static final int MAX_WORDS = 8;
  private static final int MAX_LETTER_LENGTH = 8;
  private static final Pattern AROUND_LETTER = Pattern.compile("^[(\\[（]|[)\\]）.:]+$");
  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final Pattern HAN = Pattern.compile("\\p{IsHan}");
  private static final int MAX_HAN = 12;

  private GoldAnswer() {}

  /**
   * The letter of an option, which must be there, perhaps in brackets or with a full stop; where
   * options are numbered from 1, a letter counts them from A.
   */
  public static Reference letter(String column, String letter, Map<String, String> options)
      throws UnmappableRowException {
    String stripped = letter.strip();
    if (stripped.length() <= MAX_LETTER_LENGTH) {
      stripped = AROUND_LETTER.matcher(stripped).replaceAll("");
    }
    for (String key : options.keySet()) {
      if (key.equals(letter.strip()) || key.equalsIgnoreCase(stripped)) {
        return new Reference(ReferenceKind.LETTER, key);
      }
    }
    List<String> keys = List.copyOf(options.keySet());
    int number = stripped.length() == 1 ? Character.toUpperCase(stripped.charAt(0)) - 'A' : -1;
    boolean numbered = keys.stream().allMatch(key -> key.matches("\\d+"));
    if (numbered && number >= 0 && number < keys.size()) {
      return new Reference(ReferenceKind.LETTER, keys.get(number));
    }
    throw new UnmappableRowException(
        format("column '%s' must be one of %s, got '%s'", column, options.keySet(), letter));
  }

  /** The option with this number, from 0. */
  public static Reference numbered(String column, int number, Map<String, String> options)
      throws UnmappableRowException {
    if (number < 0 || number >= options.size()) {
      throw new UnmappableRowException(
          format(
              Locale.ROOT,
              "column '%s' must be 0 to %d, got %d",
              column,
              options.size() - 1,
              number));
    }
    return new Reference(ReferenceKind.LETTER, List.copyOf(options.keySet()).get(number));
  }

  /** Checks that a row that gives letter and text of its answer gives the same one twice. */
  public static void requireSame(
      String column, String text, Reference letter, Map<String, String> options)
      throws UnmappableRowException {
    String option = options.get(letter.value());
    String unlabelled = text == null ? null : OptionsCell.afterLabel(letter.value(), text);
    boolean same =
        text == null
            || normal(text).equals(normal(option))
            || (unlabelled != null && normal(unlabelled).equals(normal(option)));
    if (!same) {
      throw new UnmappableRowException(
          format(
              "column '%s' is '%s', but option %s is '%s'", column, text, letter.value(), option));
    }
  }

  /**
   * The letter of the only option with this text, whatever its case, and where none has it, whether
   * or not there is a full stop after it; null where none or several have it.
   */
  public static String letterOf(String text, Map<String, String> options) {
    List<String> same = lettersOf(text, options, GoldAnswer::normal);
    if (same.isEmpty()) {
      same = lettersOf(text, options, GoldAnswer::withoutStop);
    }
    return same.size() == 1 ? same.get(0) : null;
  }

  /** The letter of the only option that has this text after its label, {@code B. K}; else null. */
  public static String letterOfLabelled(String text, Map<String, String> options) {
    for (Map.Entry<String, String> option : options.entrySet()) {
      String rest = OptionsCell.afterLabel(option.getKey(), text);
      if (rest != null && option.getKey().equals(letterOf(rest, options))) {
        return option.getKey();
      }
    }
    return null;
  }

  private static List<String> lettersOf(
      String text, Map<String, String> options, UnaryOperator<String> form) {
    String wanted = form.apply(text);
    return options.entrySet().stream()
        .filter(option -> form.apply(option.getValue()).equals(wanted))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static String withoutStop(String text) {
    String normal = normal(text);
    return normal.endsWith(".") ? normal.substring(0, normal.length() - 1).strip() : normal;
  }

  /**
   * Words without a letter: a short text that rules can compare, or a long one that only a model
   * can. At most eight words, 60 characters, 12 of them Han, on one line, are short. Null for null.
   */
  public static Reference words(String text) {
    if (text == null) {
      return null;
    }
    String words = text.strip();
    boolean isShort =
        words.length() <= MAX_SHORT_TEXT_LENGTH
            && words.indexOf('\n') < 0
            && SPACES.split(words).length <= MAX_WORDS
            && HAN.matcher(words).results().count() <= MAX_HAN;
    return new Reference(isShort ? ReferenceKind.TEXT : ReferenceKind.LONG, words);
  }

  /** Free text whatever its length; null for null. */
  public static Reference freeText(String text) {
    return text == null ? null : new Reference(ReferenceKind.LONG, text.strip());
  }

  /**
   * A reference as samples have it, {@code {kind, value}}, or as words; null where there is none.
   */
  public static Reference of(String column, JsonNode value) throws UnmappableRowException {
    if (Cell.isAbsent(value) || !value.isObject()) {
      return words(Cell.text(column, value));
    }
    String name = Cell.required(column + ".kind", value.get("kind"));
    for (ReferenceKind kind : ReferenceKind.values()) {
      if (kind.wireName().equals(name)) {
        boolean none = kind == ReferenceKind.NONE;
        return new Reference(
            kind, none ? null : Cell.required(column + ".value", value.get("value")));
      }
    }
    throw Cell.wrong(column + ".kind", value.get("kind"), "must be letter, text, long or none");
  }

  private static String normal(String text) {
    return Text.lowerCase(SPACES.matcher(text.strip()).replaceAll(" "));
  }
}

package io.medsift.answers;

import io.medsift.answers.text.AsciiFolding;
import io.medsift.answers.text.TextNormaliser;
import io.medsift.sample.Reference;
import io.medsift.sample.ReferenceKind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Options that are numbered from 1 in place of letters. They are compared as letters are: the first
 * is A, in options, reference and response.
 *
 * @param options by their letters
 */
record NumberedOptions(Map<String, String> options) {
  private static final int MOST = 9;

  // A number that ends a phrase or a list may be that of an option; one before a word is a count.
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?<![\\w.,/^$%+-])[1-9](?![.,:/]\\d)(?=\\s{0,3}(?:[).:}\\],;*\"'、。，；：）】]|\\z|and\\b|or\\b|&|和|或))|(?<=[(\\[{（【])[1-9](?=[)\\]}）】])|(?<=(?:[Oo]ption|[Cc]hoice)"
              + " )[1-9](?! ?\\d)(?=\\s)|(?<=选项)[1-9](?![\\d.]*\\d)|(?<=>)[1-9](?=</)|^[1-9](?=\\s*\\n)");

  private static final Pattern LIST =
      Pattern.compile(
          "(?i)\\W*+(?:both\\s++)?[1-9]"
              + "(?:\\s*+(?:[,;&+]|and\\b|or\\b)\\s*+(?:and\\s++)?[1-9])++(?:\\s*+only)?\\W*+");
  private static final Pattern MARKS = Pattern.compile("[^\\p{L}\\p{N}%°+-]");

  /**
   * The options by letters; null where they are not numbered, or where the text of one is the
   * number of another or a list of numbers, so that the meaning of a number is unclear.
   */
  static NumberedOptions of(Map<String, String> options) {
    if (options.size() < 2 || options.size() > MOST) {
      return null;
    }
    Map<String, String> lettered = new LinkedHashMap<>();
    for (int i = 1; i <= options.size(); i++) {
      String number = String.valueOf(i);
      String text = options.get(number);
      if (text == null || isOfTwo(bare(text), options) || LIST.matcher(text).matches()) {
        return null;
      }
      lettered.put(letter(number), text);
    }
    return new NumberedOptions(lettered);
  }

  /** Returns whether a text is the number of one option and the text of another. */
  static boolean isOfTwo(String text, Map<String, String> options) {
    return text != null
        && text.matches("\\d+")
        && options.containsKey(text)
        && options.entrySet().stream()
            .anyMatch(
                option -> !option.getKey().equals(text) && bare(option.getValue()).equals(text));
  }

  private static String bare(String text) {
    return MARKS.matcher(TextNormaliser.normalise(text)).replaceAll("");
  }

  /** The reference by letters. */
  Reference reference(Reference reference) {
    return reference.kind() == ReferenceKind.LETTER
            && reference.value().matches("[1-9]")
            && reference.value().charAt(0) - '0' <= options.size()
        ? new Reference(ReferenceKind.LETTER, letter(reference.value()))
        : reference;
  }

  /** The response with letters in place of the numbers of options; it is as long as before. */
  String response(String response) {
    StringBuilder lettered = new StringBuilder(AsciiFolding.fold(response));
    Matcher number = NUMBER.matcher(lettered.toString());
    while (number.find()) {
      if (number.group().charAt(0) - '0' <= options.size()) {
        lettered.setCharAt(number.start(), letter(number.group()).charAt(0));
      }
    }
    return lettered.toString();
  }

  /** Returns what was found, in the numbers and the words of the response. */
  AnswerCheck numbered(AnswerCheck check, String response) {
    String lettered = response(response);
    int at = check.span() == null ? -1 : lettered.lastIndexOf(check.span());
    return new AnswerCheck(
        check.outcome(),
        numbered(check.extracted()),
        numbered(check.gold()),
        check.rule(),
        at < 0 ? check.span() : response.substring(at, at + check.span().length()),
        check.note(),
        check.overrun());
  }

  private String numbered(String letters) {
    if (letters == null) {
      return null;
    }
    StringBuilder numbers = new StringBuilder();
    for (int i = 0; i < letters.length(); i++) {
      if (!options.containsKey(letters.substring(i, i + 1))) {
        return letters;
      }
      numbers.append((char) (letters.charAt(i) - 'A' + '1'));
    }
    return numbers.toString();
  }

  private static String letter(String number) {
    return String.valueOf((char) (number.charAt(0) - '1' + 'A'));
  }
}

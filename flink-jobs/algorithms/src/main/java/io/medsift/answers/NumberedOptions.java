package io.medsift.answers;

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
          "(?<![\\w.,/^$%+-])[1-9](?![.,:/]\\d)(?=\\s{0,3}(?:[).:}\\],;*\"'、。，；：）】]|\\z|and\\b|or\\b|&|和|或))"
              + "|(?<=[(\\[{（【])[1-9](?=[)\\]}）】])");

  /** The options by letters; null where they are not numbered. */
  static NumberedOptions of(Map<String, String> options) {
    if (options.size() < 2 || options.size() > MOST) {
      return null;
    }
    Map<String, String> lettered = new LinkedHashMap<>();
    for (Map.Entry<String, String> option : options.entrySet()) {
      if (!option.getKey().equals(String.valueOf(lettered.size() + 1))) {
        return null;
      }
      lettered.put(letter(option.getKey()), option.getValue());
    }
    return new NumberedOptions(lettered);
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
    StringBuilder lettered = new StringBuilder(response);
    Matcher number = NUMBER.matcher(response);
    while (number.find()) {
      if (number.group().charAt(0) - '0' <= options.size()) {
        lettered.setCharAt(number.start(), letter(number.group()).charAt(0));
      }
    }
    return lettered.toString();
  }

  /** What was found, in the numbers and the words of the response. */
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

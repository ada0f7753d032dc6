package io.medsift.answers.choice;

import io.medsift.answers.text.LatexWrappers;

/** Recognises options that stand for several others: "all of the above", "both A and B", 以上都是. */
final class Combinations {
  private static final String[] WORDS = {
    "all of the",
    "all of these",
    "all of above",
    "all the above",
    "both of",
    "any of the above",
    "以上",
    "均",
    "都"
  };
  private static final String[] JOINTS = {" and ", " & ", ", ", "+", " + ", "和", "、"};

  private Combinations() {}

  /** Whether an option with this text, in normal form, stands for others. */
  static boolean isOne(String folded) {
    for (String word : WORDS) {
      if (folded.contains(word)) {
        return true;
      }
    }
    return joinsLetters(folded);
  }

  /** Whether the text joins two single letters, as "a and c" and "both A & B" do. */
  private static boolean joinsLetters(String folded) {
    int length = folded.length();
    for (int at = 0; at < length; at++) {
      boolean letter =
          LatexWrappers.isAsciiLetter(folded.charAt(at))
              && (at == 0 || !Character.isLetterOrDigit(folded.charAt(at - 1)));
      int after = at + 1;
      if (letter) {
        for (String joint : JOINTS) {
          int second = after + joint.length();
          if (folded.startsWith(joint, after)
              && second < length
              && LatexWrappers.isAsciiLetter(folded.charAt(second))
              && (second + 1 == length || !Character.isLetterOrDigit(folded.charAt(second + 1)))) {
            return true;
          }
        }
      }
    }
    return false;
  }
}

package io.medsift.embedding;

/**
 * The character classes of BERT's basic tokenizer, on Unicode code points.
 *
 * <p>They come from a table of Unicode 8, as in the tokenizers that the published vectors were made
 * with, so that the word pieces of a text are the same on every Java version.
 *
 * @see <a href="https://github.com/google-research/bert/blob/master/tokenization.py">BERT</a>
 */
final class BertCharacters {

  private static final String TABLE = "bert-characters.txt";
  private static final CharacterRanges DROPPED = CharacterRanges.load(TABLE, "dropped");
  private static final CharacterRanges ACCENTS = CharacterRanges.load(TABLE, "accent");
  private static final CharacterRanges PUNCTUATION = CharacterRanges.load(TABLE, "punctuation");

  private BertCharacters() {}

  /** Whether the character vanishes, without separating its neighbours. */
  static boolean isDropped(int character) {
    return DROPPED.contains(character);
  }

  static boolean isSpace(int character) {
    return character == ' '
        || character == '\t'
        || character == '\n'
        || character == '\r'
        || Character.isSpaceChar(character);
  }

  /** Whether the character is a CJK ideograph, a word by itself. Kana and Hangul are not. */
  static boolean isIdeograph(int character) {
    return (character >= 0x4E00 && character <= 0x9FFF)
        || (character >= 0x3400 && character <= 0x4DBF)
        || (character >= 0x20000 && character <= 0x2A6DF)
        || (character >= 0x2A700 && character <= 0x2B73F)
        || (character >= 0x2B740 && character <= 0x2B81F)
        || (character >= 0x2B920 && character <= 0x2CEAF)
        || (character >= 0xF900 && character <= 0xFAFF)
        || (character >= 0x2F800 && character <= 0x2FA1F);
  }

  /** Whether the character is a word by itself: Unicode punctuation and every ASCII symbol. */
  static boolean isPunctuation(int character) {
    return PUNCTUATION.contains(character);
  }

  /** Whether the character is an accent that is stripped after decomposition. */
  static boolean isAccent(int character) {
    return ACCENTS.contains(character);
  }
}

package io.medsift.embedding;

import static java.util.Objects.requireNonNull;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;

/**
 * Lower-case BERT WordPiece: the pieces that Hugging Face's tokenizer gives for the same file.
 *
 * <p>Text is cleaned of control characters, ideographs are set apart, accents are stripped after
 * canonical decomposition, letters are lowered, words are split at spaces and punctuation, and each
 * word is cut greedily into the longest pieces of the vocabulary. A word that cannot be cut, or has
 * more characters than the file allows, is one unknown piece. Special tokens written out in the
 * text, such as {@code [SEP]}, are those tokens. A lone surrogate is dropped.
 *
 * <p>Reading stops as soon as the length limit is reached, so a long text costs no more than its
 * beginning. Immutable and safe for use by many threads.
 */
public final class WordPieceTokenizer {

  /** The shortest limit that holds both special tokens and one piece. */
  public static final int MIN_TOKENS = 3;

  private static final int DECOMPOSITION_CHUNK = 512;

  // Below this, canonical decomposition changes nothing and there are no accents.
  private static final int FIRST_DECOMPOSABLE = 0xC0;

  // Behind Latin, its accents and phonetic letters; Greek comes first.
  private static final int FIRST_OF_OTHER_SCRIPTS = 0x370;

  private static final int CHARACTERS_OF_A_WORD = 4;

  private final WordPieceVocabulary vocabulary;
  private final int maxTokens;

  WordPieceTokenizer(WordPieceVocabulary vocabulary, int maxTokens) {
    if (maxTokens < MIN_TOKENS) {
      throw new IllegalArgumentException(
          "maxTokens must be at least " + MIN_TOKENS + ", got " + maxTokens);
    }
    this.vocabulary = vocabulary;
    this.maxTokens = maxTokens;
  }

  /**
   * The tokenizer of a model, with the length limit of the model rather than of the file.
   *
   * @throws ModelLoadException when the file is missing or not that of a lower-case BERT WordPiece
   */
  public static WordPieceTokenizer load(ModelSource source) throws ModelLoadException {
    return new WordPieceTokenizer(
        WordPieceVocabulary.parse(source.tokenizer(), source.tokenizerName()), source.maxTokens());
  }

  public EmbeddingModel.TokenizerSettings settings() {
    return vocabulary.settings();
  }

  /**
   * The piece numbers of {@code text}, from {@code [CLS]} to {@code [SEP]}, at most {@code
   * maxTokens} of them.
   */
  public int[] encode(String text) {
    requireNonNull(text, "text is null");
    Reading reading = new Reading();
    int position = 0;
    while (position < text.length() && !reading.isFull()) {
      int character = text.codePointAt(position);
      WordPieceVocabulary.SpecialToken special = specialAt(text, position, character);
      if (special != null) {
        reading.special(special);
        position += special.text().length();
      } else {
        reading.raw(character);
        position += Character.charCount(character);
      }
    }
    return reading.finish();
  }

  /**
   * The share of the words, as far as the limit lets them be read, that are unknown, ideographs of
   * a vocabulary that has few, or cut into little more than single characters of another script
   * than Latin; 0 where there is no word. Such a word counts once for each four characters. Unknown
   * pictures are words, punctuation is none.
   */
  public double unread(String text) {
    requireNonNull(text, "text is null");
    Reading reading = new Reading();
    for (int position = 0; position < text.length() && !reading.isFull(); ) {
      int character = text.codePointAt(position);
      reading.raw(character);
      position += Character.charCount(character);
    }
    reading.finish();
    return reading.words == 0 ? 0 : (double) reading.unread / reading.words;
  }

  private WordPieceVocabulary.SpecialToken specialAt(String text, int position, int character) {
    List<WordPieceVocabulary.SpecialToken> candidates = vocabulary.specialsStartingWith(character);
    for (WordPieceVocabulary.SpecialToken candidate : candidates) {
      if (text.startsWith(candidate.text(), position)) {
        return candidate;
      }
    }
    return null;
  }

  /** One pass over one text: raw characters go in, piece numbers accumulate. */
  private final class Reading {

    private final StringBuilder undecomposed = new StringBuilder();
    private final StringBuilder word = new StringBuilder();
    private int wordCharacters;
    private int[] pieces = new int[Math.min(maxTokens, 32)];
    private int size;
    private int words;
    private int unread;

    Reading() {
      pieces[size++] = vocabulary.classification();
    }

    boolean isFull() {
      return size >= maxTokens - 1;
    }

    void special(WordPieceVocabulary.SpecialToken token) {
      endWord();
      add(token.piece());
    }

    void raw(int character) {
      // Accents decompose into accents, which are stripped anyway; a long run of them would take
      // the normaliser quadratic time. Any other mark makes its word unknown in whatever order.
      if (BertCharacters.isDropped(character) || BertCharacters.isAccent(character)) {
        return;
      }
      if (BertCharacters.isSpace(character)) {
        endWord();
      } else if (BertCharacters.isIdeograph(character)) {
        endWord();
        undecomposed.appendCodePoint(character);
        endWord();
      } else if (character < FIRST_DECOMPOSABLE) {
        decompose();
        normal(Character.toLowerCase(character));
      } else {
        undecomposed.appendCodePoint(character);
        if (undecomposed.length() >= DECOMPOSITION_CHUNK) {
          decompose();
        }
      }
    }

    private void decompose() {
      if (undecomposed.isEmpty()) {
        return;
      }
      String decomposed = Normalizer.normalize(undecomposed, Normalizer.Form.NFD);
      undecomposed.setLength(0);
      int position = 0;
      while (position < decomposed.length()) {
        int character = decomposed.codePointAt(position);
        position += Character.charCount(character);
        if (!BertCharacters.isAccent(character)) {
          normal(Character.toLowerCase(character));
        }
      }
    }

    private void normal(int character) {
      if (BertCharacters.isPunctuation(character)) {
        cutWord();
        word.appendCodePoint(character);
        wordCharacters = 1;
        cutWord();
        return;
      }
      wordCharacters++;
      if (wordCharacters <= vocabulary.settings().maxWordCharacters()) {
        word.appendCodePoint(character);
      }
    }

    private void endWord() {
      decompose();
      cutWord();
    }

    private void cutWord() {
      if (wordCharacters > vocabulary.settings().maxWordCharacters()) {
        add(vocabulary.unknown());
        countUnread();
      } else if (wordCharacters > 0) {
        int before = size;
        cut(word.toString());
        count(before);
      }
      word.setLength(0);
      wordCharacters = 0;
    }

    /** Counts the word that became the pieces from {@code before} on. */
    private void count(int before) {
      int first = word.codePointAt(0);
      boolean unknown = pieces[before] == vocabulary.unknown();
      boolean picture = Character.getType(first) == Character.OTHER_SYMBOL;
      if (!Character.isLetter(first) && !(unknown && picture)) {
        return;
      }
      boolean ideograph = BertCharacters.isIdeograph(first) && !vocabulary.readsIdeographs();
      boolean letters =
          wordCharacters > 2
              && first >= FIRST_OF_OTHER_SCRIPTS
              && (size - before) * 4 >= wordCharacters * 3;
      if (unknown || ideograph || letters) {
        countUnread();
      } else {
        words++;
      }
    }

    /** Scripts without spaces, and pictures, write what would be several words as one. */
    private void countUnread() {
      int several = Math.max(1, wordCharacters / CHARACTERS_OF_A_WORD);
      words += several;
      unread += several;
    }

    private void cut(String whole) {
      int before = size;
      int start = 0;
      while (start < whole.length()) {
        int end = vocabulary.longestPieceEnd(whole, start);
        if (end < 0) {
          size = before;
          add(vocabulary.unknown());
          return;
        }
        add(vocabulary.piece(whole, start, end));
        start = end;
      }
    }

    private void add(int piece) {
      if (size == pieces.length) {
        pieces = Arrays.copyOf(pieces, size * 2);
      }
      pieces[size++] = piece;
    }

    int[] finish() {
      endWord();
      int kept = Math.min(size, maxTokens - 1);
      int[] result = Arrays.copyOf(pieces, kept + 1);
      result[kept] = vocabulary.separator();
      return result;
    }
  }
}

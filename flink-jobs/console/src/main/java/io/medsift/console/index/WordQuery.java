package io.medsift.console.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.cjk.CJKWidthFilter;
import org.apache.lucene.analysis.core.LowerCaseFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/**
 * Words that a text must hold. All must be in it, in any order; {@code "two words"} are next to
 * each other; {@code -word} must not be in it; {@code wor*} is the beginning of one. Upper and
 * lower case are the same. Chinese, Japanese and Korean are found by pairs of characters, and a
 * single character by itself.
 */
final class WordQuery {
  private static final Pattern PIECE = Pattern.compile("(-?)\"([^\"]*)\"?|(-?)([^\\s\"]+)");
  private static final int MAX_LENGTH = 1_000;
  private static final int MAX_WORDS = 64;
  private static final int MIN_PREFIX = 2;

  private WordQuery() {}

  /** Splits texts for the index. */
  static Analyzer forIndex() {
    return analyzer(true);
  }

  private static Analyzer analyzer(boolean characters) {
    return new Analyzer() {
      @Override
      protected TokenStreamComponents createComponents(String field) {
        Tokenizer words = new StandardTokenizer();
        TokenStream lower = new LowerCaseFilter(new CJKWidthFilter(words));
        int scripts =
            CJKBigramFilter.HAN
                | CJKBigramFilter.HIRAGANA
                | CJKBigramFilter.KATAKANA
                | CJKBigramFilter.HANGUL;
        return new TokenStreamComponents(words, new CJKBigramFilter(lower, scripts, characters));
      }
    };
  }

  /** What is wrong with a search, as a clause; null for nothing. */
  static String problem(String text) {
    if (text.length() > MAX_LENGTH) {
      return String.format(
          Locale.ROOT, "a search has at most %,d characters, got %,d", MAX_LENGTH, text.length());
    }
    try (Analyzer analyzer = analyzer(false)) {
      int words = tokens("", text, analyzer).size();
      return words <= MAX_WORDS
          ? null
          : String.format(Locale.ROOT, "a search has at most %d words, got %d", MAX_WORDS, words);
    }
  }

  /** The query for words in a field. */
  static Query query(String field, String text) {
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    int positive = 0;
    int negative = 0;
    try (Analyzer analyzer = analyzer(false)) {
      List<MatchResult> pieces = PIECE.matcher(text).results().toList();
      for (MatchResult piece : pieces) {
        boolean quoted = piece.group(2) != null;
        boolean not = "-".equals(quoted ? piece.group(1) : piece.group(3));
        String words = quoted ? piece.group(2) : piece.group(4);
        Query query = piece(field, words, !quoted && words.endsWith("*"), analyzer);
        if (query != null) {
          all.add(query, not ? Occur.MUST_NOT : Occur.FILTER);
          positive += not ? 0 : 1;
          negative += not ? 1 : 0;
        }
      }
    }
    if (positive == 0 && negative > 0) {
      all.add(new MatchAllDocsQuery(), Occur.FILTER);
    }
    return all.build();
  }

  /** The query of a word or phrase; null where nothing in it can be searched. */
  private static Query piece(String field, String words, boolean prefix, Analyzer analyzer) {
    List<String> tokens = tokens(field, words, analyzer);
    if (tokens.isEmpty()) {
      return null;
    }
    if (prefix && tokens.size() == 1 && tokens.get(0).length() >= MIN_PREFIX) {
      return new PrefixQuery(new Term(field, tokens.get(0)));
    }
    return tokens.size() == 1
        ? new TermQuery(new Term(field, tokens.get(0)))
        : new PhraseQuery(field, tokens.toArray(String[]::new));
  }

  private static List<String> tokens(String field, String text, Analyzer analyzer) {
    List<String> tokens = new ArrayList<>();
    try (TokenStream stream = analyzer.tokenStream(field, text)) {
      CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        tokens.add(term.toString());
      }
      stream.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return tokens;
  }
}

package io.medsift.decontamination.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Frequencies of words and phrases in questions of medical exams and in clinical prose, so that the
 * few items of a small index cannot make a set phrase rare. An index of fewer than {@value #ITEMS}
 * items counts as if so many of other exams were added to it.
 *
 * <p>Words, and runs of four, that several of 60,000 questions in six languages hold, with the
 * number of questions in 100,000 of their language; and set phrases of exams, which count as
 * common. No text can be got back from them.
 */
public final class Background {
  /** Items of an index that needs no background. */
  static final int ITEMS = 10_000;

  private static final double PER = 100_000;
  private static final int SET_PHRASE = 1_000;
  private static final String COUNTS = "background.tsv.gz";
  private static final String PHRASES = "set-phrases.txt";

  private final List<int[]> grams = new ArrayList<>();
  private final List<Double> shares = new ArrayList<>();

  /**
   * Adds its words to a lexicon.
   *
   * @param length tokens of the phrases that count
   */
  Background(Lexicon lexicon, int length) {
    TextTokens tokens = new TextTokens();
    lines(COUNTS)
        .forEach(
            line -> {
              int tab = line.indexOf('\t');
              int[] gram = lexicon.addAll(line.substring(tab + 1), tokens);
              if (gram.length == 1 || gram.length == length) {
                add(gram, Integer.parseInt(line.substring(0, tab)) / PER);
              }
            });
    for (String phrase : lines(PHRASES)) {
      int[] numbers = lexicon.addAll(phrase, tokens);
      int size = Math.min(length, numbers.length);
      for (int from = 0; size > 1 && from + size <= numbers.length; from++) {
        add(Arrays.copyOfRange(numbers, from, from + size), SET_PHRASE / PER);
      }
    }
  }

  private void add(int[] gram, double share) {
    grams.add(gram);
    shares.add(share);
  }

  int size() {
    return grams.size();
  }

  /** A word, or a run of several. */
  int[] gram(int number) {
    return grams.get(number);
  }

  /** Of an index of so many items, how many more would hold it. */
  double items(int number, int items) {
    return shares.get(number) * Math.max(0, ITEMS - items);
  }

  private static List<String> lines(String resource) {
    try (InputStream in = Background.class.getResourceAsStream(resource);
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(
                    resource.endsWith(".gz") ? new GZIPInputStream(in) : in, UTF_8))) {
      return reader.lines().filter(line -> !line.isBlank() && line.charAt(0) != '#').toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the resource " + resource + " cannot be read", e);
    }
  }
}

package io.medsift.cli.export;

import static java.lang.String.format;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them: {@code 500MB}, {@code 2GiB}, {@code 1000000}. */
final class ByteSize {
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,12})\\s*([A-Za-z]*)");
  private static final Map<String, Long> UNITS =
      Map.of(
          "", 1L,
          "b", 1L,
          "kb", 1_000L,
          "mb", 1_000_000L,
          "gb", 1_000_000_000L,
          "kib", 1L << 10,
          "mib", 1L << 20,
          "gib", 1L << 30);

  private ByteSize() {}

  /**
   * The number of bytes.
   *
   * @throws IllegalArgumentException if the text is no size above 0
   */
  static long parse(String text) {
    Matcher size = SIZE.matcher(text.strip());
    Long unit = size.matches() ? UNITS.get(size.group(2).toLowerCase(Locale.ROOT)) : null;
    if (unit == null || Long.parseLong(size.group(1)) == 0) {
      throw new IllegalArgumentException(
          format("'%s' is not a size; write 200MB, 1GiB, or a number of bytes above 0", text));
    }
    return Math.multiplyExact(Long.parseLong(size.group(1)), unit);
  }
}

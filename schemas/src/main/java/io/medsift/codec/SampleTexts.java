package io.medsift.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import io.medsift.json.WireJson;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Positions of the trace and the response in the bytes of a sample, so that they can be copied as
 * written. The bytes must be ones that {@link SampleParser} accepts; others may cause any unchecked
 * exception.
 */
public final class SampleTexts {
  private static final byte[] OPEN = "<think>\\n".getBytes(UTF_8);
  private static final byte[] CLOSE = "\\n</think>\\n\\n".getBytes(UTF_8);

  private static final byte QUOTE = '"';
  private static final byte BACKSLASH = '\\';

  private final byte[] json;
  private Text reasoning;
  private Text response;

  /** What is between the quotes of a string. */
  private record Text(int from, int to) {}

  private SampleTexts(byte[] json) {
    this.json = json;
  }

  /** Finds the texts of a sample. */
  static SampleTexts of(byte[] json) {
    SampleTexts texts = new SampleTexts(json);
    texts.read();
    return texts;
  }

  /**
   * The same sample with an empty trace and an empty response where it has one, for callers that
   * need only the rest.
   */
  public static byte[] leftOut(byte[] json) {
    SampleTexts texts = of(json);
    Text first = texts.reasoning;
    Text second = texts.response;
    if (first != null && second != null && first.from > second.from) {
      first = texts.response;
      second = texts.reasoning;
    }
    try (ByteArrayBuilder out = new ByteArrayBuilder(1024)) {
      int copied = 0;
      for (Text text : new Text[] {first, second}) {
        if (text != null) {
          out.write(json, copied, text.from - copied);
          copied = text.to;
        }
      }
      out.write(json, copied, json.length - copied);
      return out.toByteArray();
    }
  }

  /** Returns whether the sample has a response. */
  boolean hasResponse() {
    return response != null;
  }

  /** Writes between quotes what {@link PublishedColumns} has of trace and response. */
  void writeAnswer(ByteArrayBuilder out) {
    if (reasoning != null) {
      byte[] bytes = json;
      int from = stripped(reasoning.from, reasoning.to);
      int to = from < 0 ? -1 : strippedBehind(from, reasoning.to);
      if (to < 0) {
        bytes = strippedByDecoding();
        from = 1;
        to = bytes.length - 1;
      }
      if (from < to) {
        out.write(OPEN);
        out.write(bytes, from, to - from);
        out.write(CLOSE);
      }
    }
    out.write(json, response.from, response.to - response.from);
  }

  private byte[] strippedByDecoding() {
    try {
      return WireJson.MAPPER.writeValueAsBytes(decoded(reasoning).strip());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a text cannot be written", e);
    }
  }

  /** Passes over white space; -1 where that takes more than a look at the bytes. */
  private int stripped(int from, int to) {
    int at = from;
    while (at < to) {
      if (json[at] == ' ') {
        at++;
      } else if (json[at] == '\\') {
        if (json[at + 1] == 'u') {
          return -1;
        } else if (!isSpace(json[at + 1])) {
          return at;
        }
        at += 2;
      } else {
        int end = at + 1;
        while (end < to && isContinuation(json[end])) {
          end++;
        }
        return isSpace(at, end) ? -1 : at;
      }
    }
    return at;
  }

  /** The same from behind. */
  private int strippedBehind(int from, int to) {
    int at = to;
    while (at > from) {
      if (isEscaped(from, at - 1)) {
        if (!isSpace(json[at - 1])) {
          return at;
        }
        at -= 2;
      } else if (json[at - 1] == ' ') {
        at--;
      } else if (at - from >= 6 && json[at - 5] == 'u' && isEscaped(from, at - 5)) {
        return -1;
      } else {
        int begin = at - 1;
        while (begin > from && isContinuation(json[begin])) {
          begin--;
        }
        return isSpace(begin, at) ? -1 : at;
      }
    }
    return at;
  }

  /** Returns whether a backslash that is not escaped itself is before this byte. */
  private boolean isEscaped(int from, int at) {
    int backslashes = 0;
    while (at - 1 - backslashes >= from && json[at - 1 - backslashes] == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }

  private static boolean isSpace(byte escape) {
    return escape == 'n' || escape == 't' || escape == 'r' || escape == 'f';
  }

  private boolean isSpace(int from, int to) {
    return json[from] < 0
        && Character.isWhitespace(new String(json, from, to - from, UTF_8).codePointAt(0));
  }

  private static boolean isContinuation(byte b) {
    return (b & 0xC0) == 0x80;
  }

  private void read() {
    int at = pastSpace(pastSpace(0) + 1);
    while (json[at] == '"') {
      int nameEnd = endOfString(at + 1);
      int value = pastSpace(pastSpace(nameEnd + 1) + 1);
      int end;
      if (json[value] == '"') {
        end = endOfString(value + 1);
        name(new Text(at + 1, nameEnd), new Text(value + 1, end));
        end++;
      } else {
        end = endOfValue(value);
      }
      at = pastSpace(end);
      if (json[at] == ',') {
        at = pastSpace(at + 1);
      }
    }
  }

  private void name(Text name, Text value) {
    if (is("response", name)) {
      response = value;
    } else if (is("reasoning", name)) {
      reasoning = value;
    }
  }

  private boolean is(String expected, Text name) {
    for (int at = name.from; at < name.to; at++) {
      if (json[at] == '\\') {
        return expected.equals(decoded(name));
      }
    }
    if (name.to - name.from != expected.length()) {
      return false;
    }
    for (int i = 0; i < expected.length(); i++) {
      if (json[name.from + i] != expected.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private String decoded(Text text) {
    try {
      return WireJson.MAPPER.readValue(json, text.from - 1, text.to - text.from + 2, String.class);
    } catch (IOException e) {
      throw new UncheckedIOException("a sample that was parsed before is not JSON", e);
    }
  }

  /** The end of a value that is no string. */
  private int endOfValue(int from) {
    int depth = 0;
    int at = from;
    while (true) {
      switch (json[at]) {
        case '"' -> at = endOfString(at + 1);
        case '{', '[' -> depth++;
        case '}', ']' -> {
          if (depth == 0) {
            return at;
          }
          depth--;
        }
        case ',' -> {
          if (depth == 0) {
            return at;
          }
        }
        default -> {}
      }
      at++;
    }
  }

  private int endOfString(int from) {
    int at = ByteScan.indexOfEither(json, from, QUOTE, BACKSLASH);
    while (json[at] == BACKSLASH) {
      at = ByteScan.indexOfEither(json, at + 2, QUOTE, BACKSLASH);
    }
    return at;
  }

  private int pastSpace(int from) {
    int at = from;
    while (json[at] == ' ' || json[at] == '\n' || json[at] == '\r' || json[at] == '\t') {
      at++;
    }
    return at;
  }
}

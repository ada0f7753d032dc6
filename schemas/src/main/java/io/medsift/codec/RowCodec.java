package io.medsift.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.json.WireJson;
import io.medsift.sample.Sample;
import io.medsift.verdict.DeadLetter;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.PromptDecision;
import io.medsift.verdict.Verdict;
import java.io.IOException;

/**
 * Writes and reads the rows of {@code accepted}, {@code rejected}, {@code dead-letters} and {@code
 * prompts-decided}. A row is one line. Its {@code sample} is the producer's own bytes (line breaks
 * between tokens become spaces), so fields that Medsift does not know come out as they went in.
 * Thread-safe.
 */
public final class RowCodec {
  private static final byte[] SAMPLE = "{\"sample\":".getBytes(UTF_8);
  private static final byte[] VERDICT = ",\"verdict\":".getBytes(UTF_8);
  private static final byte[] ANSWER = ",{\"role\":\"assistant\",\"content\":\"".getBytes(UTF_8);
  private static final byte[] ANSWER_END = "\"}".getBytes(UTF_8);
  private static final byte[] MESSAGES_END = "]}".getBytes(UTF_8);

  private static final ObjectWriter VERDICTS = WireJson.MAPPER.writerFor(Verdict.class);
  private static final ObjectWriter COLUMNS = WireJson.MAPPER.writerFor(PublishedColumns.class);
  private static final ObjectWriter DEAD_LETTERS = WireJson.MAPPER.writerFor(DeadLetter.class);
  private static final ObjectWriter EVIDENCE = WireJson.MAPPER.writerFor(Evidence.class);
  private static final ObjectReader ROWS = WireJson.MAPPER.readerFor(RowFields.class);
  private static final ObjectReader VERDICT_OF_ROW = WireJson.MAPPER.readerFor(VerdictField.class);
  private static final ObjectReader VERDICT_WITHIN_ROW =
      WireJson.MAPPER
          .readerFor(Verdict.class)
          .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final ObjectWriter PROMPTS = WireJson.MAPPER.writerFor(PromptDecision.class);
  private static final ObjectReader PROMPT_ROWS = WireJson.MAPPER.readerFor(PromptDecision.class);
  private static final ObjectReader DEAD_LETTER_ROWS = WireJson.MAPPER.readerFor(DeadLetter.class);

  private RowCodec() {}

  private record VerdictField(Verdict verdict) {}

  private record RowFields(ObjectNode sample, Verdict verdict) {}

  /**
   * A row of {@code accepted}: the sample, the verdict and the published columns. Trace and
   * response are copied into these as the producer wrote them, escapes and all.
   *
   * @param sample of those bytes; its trace and its response are not read, so it may be of {@link
   *     SampleTexts#leftOut}
   */
  public static byte[] accepted(byte[] sampleJson, Sample sample, Verdict verdict) {
    return row(sampleJson, verdict, sample);
  }

  /** A row of {@code rejected}: the sample and the verdict. */
  public static byte[] rejected(byte[] sampleJson, Verdict verdict) {
    return row(sampleJson, verdict, null);
  }

  private static byte[] row(byte[] sampleJson, Verdict verdict, Sample accepted) {
    int columns = accepted == null ? 0 : sampleJson.length;
    try (ByteArrayBuilder out = new ByteArrayBuilder(sampleJson.length + columns + 1024)) {
      out.write(SAMPLE);
      out.write(onOneLine(sampleJson));
      out.write(VERDICT);
      out.write(VERDICTS.writeValueAsBytes(verdict));
      if (accepted != null) {
        writeColumns(sampleJson, accepted, out);
      }
      out.write('}');
      return out.toByteArray();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a verdict cannot be written: " + verdict, e);
    }
  }

  private static void writeColumns(byte[] sampleJson, Sample sample, ByteArrayBuilder out)
      throws JsonProcessingException {
    byte[] prompt = COLUMNS.writeValueAsBytes(PublishedColumns.ofPrompt(sample));
    out.write(',');
    // Between its braces, and but for the end of the list of messages, the last column.
    out.write(prompt, 1, prompt.length - 1 - MESSAGES_END.length);
    SampleTexts texts = SampleTexts.of(sampleJson);
    if (texts.hasResponse()) {
      out.write(ANSWER);
      texts.writeAnswer(out);
      out.write(ANSWER_END);
    }
    out.write(']');
  }

  private static byte[] onOneLine(byte[] json) {
    int at = lineBreak(json, 0);
    if (at == json.length) {
      return json;
    }
    byte[] line = json.clone();
    for (; at < line.length; at = lineBreak(line, at + 1)) {
      line[at] = ' ';
    }
    return line;
  }

  private static int lineBreak(byte[] json, int from) {
    return ByteScan.indexOfEither(json, from, (byte) '\n', (byte) '\r');
  }

  /** A row of {@code dead-letters}. */
  public static byte[] deadLetter(DeadLetter letter) {
    try {
      return DEAD_LETTERS.writeValueAsBytes(letter);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a dead letter cannot be written: " + letter.position(), e);
    }
  }

  /** A row of {@code prompts-decided}. */
  public static byte[] promptDecision(PromptDecision decision) {
    try {
      return PROMPTS.writeValueAsBytes(decision);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a prompt cannot be written: " + decision.key(), e);
    }
  }

  /**
   * Reads a row of {@code prompts-decided}.
   *
   * @throws IOException if it is not such a row
   */
  public static PromptDecision readPromptDecision(byte[] row) throws IOException {
    PromptDecision decision = PROMPT_ROWS.readValue(row);
    if (decision == null) {
      throw new IOException("a decision on a prompt is an object, this row is null");
    }
    return decision;
  }

  /** Evidence as a JSON object, as a verdict holds it; null for none. */
  public static String evidence(Evidence evidence) {
    try {
      return evidence == null ? null : EVIDENCE.writeValueAsString(evidence);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("evidence cannot be written: " + evidence, e);
    }
  }

  /**
   * Reads a row of {@code accepted} or {@code rejected}.
   *
   * @throws IOException if it is not such a row
   */
  public static CuratedRow readRow(byte[] row) throws IOException {
    RowFields fields = ROWS.readValue(row);
    if (fields == null || fields.sample() == null || fields.verdict() == null) {
      throw new IOException("a curated row has 'sample' and 'verdict', this one does not");
    }
    return new CuratedRow(fields.sample(), fields.verdict());
  }

  /**
   * Reads the verdict alone of a row of {@code accepted} or {@code rejected}; its sample is passed
   * over.
   *
   * @throws IOException if it is not such a row
   */
  public static Verdict readVerdict(byte[] row) throws IOException {
    VerdictField field = VERDICT_OF_ROW.readValue(row);
    if (field == null || field.verdict() == null) {
      throw new IOException("a curated row has a 'verdict', this one does not");
    }
    return field.verdict();
  }

  /**
   * Reads a row of {@code accepted} or {@code rejected} as one that is published. A rejected row
   * has no columns; it gets those that it would have had.
   *
   * @throws IOException if it is not such a row
   */
  public static PublishedRow readPublished(byte[] row) throws IOException {
    return PublishedRowReader.read(VERDICT_WITHIN_ROW, row);
  }

  /**
   * Reads a row of {@code dead-letters}.
   *
   * @throws IOException if it is not such a row
   */
  public static DeadLetter readDeadLetter(byte[] row) throws IOException {
    DeadLetter letter = DEAD_LETTER_ROWS.readValue(row);
    if (letter == null) {
      throw new IOException("a dead letter is an object, this row is null");
    }
    return letter;
  }

  /**
   * A row of {@code accepted} or {@code rejected}: the producer's sample, unknown fields included.
   */
  public record CuratedRow(ObjectNode sample, Verdict verdict) {
    public CuratedRow {
      requireNonNull(sample, "sample is null");
      requireNonNull(verdict, "verdict is null");
    }
  }
}

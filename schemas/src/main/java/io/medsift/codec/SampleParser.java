package io.medsift.codec;

import static java.lang.String.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.medsift.json.JsonProblem;
import io.medsift.sample.Sample;
import io.medsift.text.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the bytes of one record of {@code samples}. Accepts what {@code samples.schema.json}
 * accepts, and refuses besides: bytes that are not UTF-8, a field given twice, lone surrogates
 * anywhere, numbers that no reader can hold, and what passes the limits. Thread-safe.
 */
public final class SampleParser {
  private static final int MAX_NUMBER_LENGTH = 100;
  private static final int MAX_NAME_LENGTH = 1_000;
  private static final Pattern DUPLICATE =
      Pattern.compile("Duplicate field '(.*)'", Pattern.DOTALL);

  private final SampleLimits limits;
  private final JsonFactory factory;

  /** A parser that refuses what passes {@code limits}. */
  public SampleParser(SampleLimits limits) {
    this.limits = limits;
    this.factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(limits.nesting())
                    .maxStringLength(limits.recordBytes())
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .maxNameLength(MAX_NAME_LENGTH)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // The table of names outlives a record: hostile names would fill it for the others.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();
  }

  /**
   * Reads one sample.
   *
   * @throws MalformedSampleException if {@code value} is null (a tombstone) or not a sample
   */
  public Sample parse(byte[] value) throws MalformedSampleException {
    if (value == null) {
      throw new MalformedSampleException(
          "the record has no value (a tombstone); samples cannot be deleted through this topic");
    }
    if (value.length == 0) {
      throw new MalformedSampleException("the record is empty; it must be a JSON object");
    }
    checkLength(value);
    CharBuffer text = decode(value);
    if (text.charAt(0) == '\ufeff') {
      throw new MalformedSampleException(
          "the record begins with a byte order mark (EF BB BF); write JSON without one");
    }
    try (JsonParser json = factory.createParser(text.array(), 0, text.limit())) {
      return new SampleReader(json).readDocument();
    } catch (JsonProcessingException e) {
      throw new MalformedSampleException(Text.writable(describe(e)));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory failed", e);
    }
  }

  /**
   * Refuses a record that is too long to be read.
   *
   * @throws MalformedSampleException if it is
   */
  public void checkLength(byte[] value) throws MalformedSampleException {
    if (value.length > limits.recordBytes()) {
      throw new MalformedSampleException(
          format(
              Locale.ROOT,
              "the record has %,d bytes; the recipe's limits.record_bytes allows %,d",
              value.length,
              limits.recordBytes()));
    }
  }

  private static CharBuffer decode(byte[] value) throws MalformedSampleException {
    ByteBuffer bytes = ByteBuffer.wrap(value);
    CharBuffer text = CharBuffer.allocate(value.length);
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    try {
      CoderResult result = decoder.decode(bytes, text, true);
      if (result.isError()) {
        result.throwException();
      }
    } catch (CharacterCodingException e) {
      throw new MalformedSampleException(
          format(
              Locale.ROOT,
              "the record is not UTF-8 text: byte %,d (0x%02x) cannot be decoded",
              bytes.position(),
              value[bytes.position()]));
    }
    return text.flip();
  }

  private String describe(JsonProcessingException e) {
    String problem = e.getOriginalMessage();
    if (e instanceof StreamConstraintsException) {
      return describeLimit(e);
    }
    long at = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getCharOffset());
    Matcher duplicate = DUPLICATE.matcher(problem);
    if (duplicate.find()) {
      return format(
          Locale.ROOT,
          "field '%s' is given twice, again at character %,d",
          Text.quoted(duplicate.group(1)),
          at);
    }
    return format(
        Locale.ROOT,
        "the record is not one JSON object: %s (character %,d)",
        JsonProblem.of(e),
        at);
  }

  private String describeLimit(JsonProcessingException e) {
    String problem = e.getOriginalMessage();
    if (problem.contains("nesting depth")) {
      return format(
          Locale.ROOT,
          "the record is nested deeper than the %,d levels that the recipe's limits.nesting allows",
          limits.nesting());
    }
    if (problem.contains("Number value length")) {
      return format(
          Locale.ROOT, "the record has a number longer than %,d characters", MAX_NUMBER_LENGTH);
    }
    if (problem.contains("Name value length") || problem.contains("Name length")) {
      return format(
          Locale.ROOT, "the record has a field name longer than %,d characters", MAX_NAME_LENGTH);
    }
    return "the record exceeds a limit of the JSON parser: " + JsonProblem.of(e);
  }
}

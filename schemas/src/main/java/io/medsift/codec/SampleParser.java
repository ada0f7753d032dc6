package io.medsift.codec;

import static java.lang.String.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.medsift.sample.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Reads the bytes of one record of {@code samples}. Accepts what {@code samples.schema.json}
 * accepts, and refuses besides: bytes that are not UTF-8, a field given twice, lone surrogates
 * anywhere, and what passes the limits. Thread-safe.
 */
public final class SampleParser {
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
                    .maxNumberLength(100)
                    .maxNameLength(1_000)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
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
    if (value.length > limits.recordBytes()) {
      throw new MalformedSampleException(
          format(
              "the record has %,d bytes; the recipe's limits.record_bytes allows %,d",
              value.length, limits.recordBytes()));
    }
    CharBuffer text = decode(value);
    try (JsonParser json = factory.createParser(text.array(), 0, text.limit())) {
      return new SampleReader(json).readDocument();
    } catch (JsonProcessingException e) {
      throw new MalformedSampleException(describe(e));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory failed", e);
    }
  }

  private static CharBuffer decode(byte[] value) throws MalformedSampleException {
    ByteBuffer bytes = ByteBuffer.wrap(value);
    CharBuffer text = CharBuffer.allocate(value.length);
    var decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    try {
      var result = decoder.decode(bytes, text, true);
      if (result.isError()) {
        result.throwException();
      }
    } catch (CharacterCodingException e) {
      throw new MalformedSampleException(
          format("the record is not UTF-8 text: byte %,d cannot be decoded", bytes.position()));
    }
    return text.flip();
  }

  private static String describe(JsonProcessingException e) {
    String problem = e.getOriginalMessage().lines().findFirst().orElse("unreadable");
    if (e instanceof com.fasterxml.jackson.core.exc.StreamConstraintsException) {
      return "the record passes a limit: " + problem;
    }
    return format(
        "the record is not one JSON object: %s (character %,d)",
        problem, e.getLocation() == null ? 0 : e.getLocation().getCharOffset());
  }
}

package io.medsift.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.FloatNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.Float16LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UUIDLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * JSON values of Parquet's primitive values: numbers stay numbers, dates and times become ISO 8601
 * text, bytes that are UTF-8 become text and others base64.
 */
final class PrimitiveValues {
  private static final long JULIAN_DAY_OF_EPOCH = 2_440_588;

  private final LogicalTypeAnnotation annotation;
  private final boolean text;
  private final boolean int96;

  PrimitiveValues(PrimitiveType type) {
    annotation = type.getLogicalTypeAnnotation();
    text =
        annotation instanceof StringLogicalTypeAnnotation
            || annotation instanceof EnumLogicalTypeAnnotation
            || annotation instanceof JsonLogicalTypeAnnotation;
    int96 = type.getPrimitiveTypeName() == PrimitiveTypeName.INT96;
  }

  JsonNode of(int value) {
    if (annotation instanceof DateLogicalTypeAnnotation) {
      return TextNode.valueOf(LocalDate.ofEpochDay(value).toString());
    }
    if (annotation instanceof TimeLogicalTypeAnnotation) {
      return TextNode.valueOf(LocalTime.ofNanoOfDay(value * 1_000_000L).toString());
    }
    if (annotation instanceof DecimalLogicalTypeAnnotation decimal) {
      return DecimalNode.valueOf(BigDecimal.valueOf(value, decimal.getScale()));
    }
    return isUnsigned() && value < 0
        ? LongNode.valueOf(Integer.toUnsignedLong(value))
        : IntNode.valueOf(value);
  }

  JsonNode of(long value) {
    if (annotation instanceof TimestampLogicalTypeAnnotation timestamp) {
      return timestamp(value, timestamp);
    }
    if (annotation instanceof TimeLogicalTypeAnnotation time) {
      long nanoseconds = time.getUnit() == TimeUnit.MICROS ? value * 1_000 : value;
      return TextNode.valueOf(LocalTime.ofNanoOfDay(nanoseconds).toString());
    }
    if (annotation instanceof DecimalLogicalTypeAnnotation decimal) {
      return DecimalNode.valueOf(BigDecimal.valueOf(value, decimal.getScale()));
    }
    return isUnsigned() && value < 0
        ? BigIntegerNode.valueOf(new BigInteger(Long.toUnsignedString(value)))
        : LongNode.valueOf(value);
  }

  JsonNode of(Binary value) {
    if (text) {
      return bytes(value);
    }
    if (annotation instanceof DecimalLogicalTypeAnnotation decimal) {
      return DecimalNode.valueOf(
          new BigDecimal(new BigInteger(value.getBytes()), decimal.getScale()));
    }
    if (annotation instanceof Float16LogicalTypeAnnotation) {
      return FloatNode.valueOf(
          half(value.toByteBuffer().order(ByteOrder.LITTLE_ENDIAN).getShort()));
    }
    if (annotation instanceof UUIDLogicalTypeAnnotation) {
      ByteBuffer bytes = value.toByteBuffer();
      return TextNode.valueOf(new UUID(bytes.getLong(), bytes.getLong()).toString());
    }
    return int96 ? timestamp(value.toByteBuffer()) : bytes(value);
  }

  private boolean isUnsigned() {
    return annotation instanceof IntLogicalTypeAnnotation integer && !integer.isSigned();
  }

  private static float half(short bits) {
    int exponent = bits >> 10 & 0x1F;
    int fraction = bits & 0x3FF;
    float magnitude =
        switch (exponent) {
          case 0 -> Math.scalb((float) fraction, -24);
          case 0x1F -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
          default -> Math.scalb(fraction + 1024f, exponent - 25);
        };
    return bits < 0 ? -magnitude : magnitude;
  }

  private static JsonNode bytes(Binary value) {
    try {
      return TextNode.valueOf(UTF_8.newDecoder().decode(value.toByteBuffer()).toString());
    } catch (CharacterCodingException e) {
      return BinaryNode.valueOf(value.getBytes());
    }
  }

  private static JsonNode timestamp(long value, TimestampLogicalTypeAnnotation type) {
    ChronoUnit unit =
        switch (type.getUnit()) {
          case MILLIS -> ChronoUnit.MILLIS;
          case MICROS -> ChronoUnit.MICROS;
          case NANOS -> ChronoUnit.NANOS;
        };
    Instant instant = Instant.EPOCH.plus(value, unit);
    return TextNode.valueOf(
        type.isAdjustedToUTC()
            ? instant.toString()
            : LocalDateTime.ofInstant(instant, ZoneOffset.UTC).toString());
  }

  // Nanoseconds of the day, then the Julian day: what Spark and Impala wrote for timestamps.
  private static JsonNode timestamp(ByteBuffer int96) {
    ByteBuffer bytes = int96.order(ByteOrder.LITTLE_ENDIAN);
    long nanoseconds = bytes.getLong();
    long day = bytes.getInt() - JULIAN_DAY_OF_EPOCH;
    return TextNode.valueOf(
        Instant.EPOCH.plus(day, ChronoUnit.DAYS).plusNanos(nanoseconds).toString());
  }
}

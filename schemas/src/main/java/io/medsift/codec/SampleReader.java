package io.medsift.codec;

import static java.lang.String.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.medsift.sample.Annotations;
import io.medsift.sample.Annotations.EquivalenceAnnotation;
import io.medsift.sample.Annotations.JudgeAnnotation;
import io.medsift.sample.Annotations.SkippedAnnotation;
import io.medsift.sample.Generation;
import io.medsift.sample.Reference;
import io.medsift.sample.ReferenceKind;
import io.medsift.sample.Sample;
import io.medsift.sample.Turn;
import io.medsift.text.Text;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One pass over the tokens of one record. Reads one sample. */
final class SampleReader {
  private final JsonParser json;

  private String id;
  private String source;
  private String sourceRow;
  private String track;
  private String prompt;
  private List<Turn> history = List.of();
  private String system;
  private Map<String, String> options = Map.of();
  private Reference reference;
  private String reasoning;
  private String response;
  private String label;
  private String generator;
  private String license;
  private String upstreamSource;
  private Annotations annotations = Annotations.EMPTY;
  private Generation generation;

  SampleReader(JsonParser json) {
    this.json = json;
  }

  Sample readDocument() throws IOException, MalformedSampleException {
    Sample sample = readObject();
    if (json.nextToken() != null) {
      throw new MalformedSampleException("there is more text after the JSON object");
    }
    return sample;
  }

  /** Reads the value that comes next, and no further. */
  Sample readObject() throws IOException, MalformedSampleException {
    JsonToken first = json.nextToken();
    if (first != JsonToken.START_OBJECT) {
      throw new MalformedSampleException(
          "the record must be a JSON object, got " + (first == null ? "nothing" : kind(first)));
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      readField(json.currentName());
    }
    return new Sample(
        required("id", id),
        required("source", source),
        sourceRow,
        required("track", track),
        required("prompt", prompt),
        history,
        system,
        options,
        reference,
        reasoning,
        response,
        label,
        generator,
        license,
        upstreamSource,
        annotations,
        generation);
  }

  private void readField(String name) throws IOException, MalformedSampleException {
    json.nextToken();
    switch (name) {
      case "id" -> id = text(name);
      case "source" -> source = text(name);
      case "source_row" -> sourceRow = textOrInteger(name);
      case "track" -> track = text(name);
      case "prompt" -> prompt = text(name);
      case "history" -> history = turns(name);
      case "system" -> system = text(name);
      case "options" -> options = options(name);
      case "reference" -> reference = reference(name);
      case "reasoning" -> reasoning = text(name);
      case "response" -> response = text(name);
      case "label" -> label = text(name);
      case "generator" -> generator = text(name);
      case "license" -> license = text(name);
      case "upstream_source" -> upstreamSource = text(name);
      case "annotations" -> annotations = annotations(name);
      case "generation" -> generation = generation(name);
      default -> skip(name);
    }
  }

  private String text(String path) throws IOException, MalformedSampleException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw wrongType(path, "a string");
    }
    return checked(path, json.getText());
  }

  private String textOrInteger(String path) throws IOException, MalformedSampleException {
    return switch (json.currentToken()) {
      case VALUE_NUMBER_INT -> json.getText();
      case VALUE_NUMBER_FLOAT -> {
        if (decimal(path).stripTrailingZeros().scale() > 0) {
          throw wrongType(path, "a string or a whole number");
        }
        yield json.getText();
      }
      case VALUE_STRING, VALUE_NULL -> text(path);
      default -> throw wrongType(path, "a string or a whole number");
    };
  }

  /** Reads the turns that the parser is at; {@code path} names them. */
  List<Turn> turns(String path) throws IOException, MalformedSampleException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return List.of();
    }
    expect(path, JsonToken.START_ARRAY, "a list of {role, content}");
    List<Turn> turns = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      String at = path + "[" + turns.size() + "]";
      expect(at, JsonToken.START_OBJECT, "an object {role, content}");
      String role = null;
      String content = null;
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        switch (name) {
          case "role" -> role = text(at + ".role");
          case "content" -> content = text(at + ".content");
          default -> skip(at + "." + name);
        }
      }
      turns.add(new Turn(required(at + ".role", role), present(at + ".content", content)));
    }
    return turns;
  }

  private Map<String, String> options(String path) throws IOException, MalformedSampleException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return Map.of();
    }
    expect(path, JsonToken.START_OBJECT, "an object of option letter to option text");
    Map<String, String> read = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String letter = checked(path, json.currentName());
      json.nextToken();
      String at = path + "." + Text.quoted(letter);
      read.put(letter, present(at, text(at)));
    }
    return read;
  }

  private Reference reference(String path) throws IOException, MalformedSampleException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    expect(path, JsonToken.START_OBJECT, "an object {kind, value}");
    String kind = null;
    String value = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "kind" -> kind = text(path + ".kind");
        case "value" -> value = text(path + ".value");
        default -> skip(path + "." + name);
      }
    }
    ReferenceKind parsed = referenceKind(path + ".kind", required(path + ".kind", kind));
    if (parsed != ReferenceKind.NONE) {
      required(path + ".value", value);
    }
    return new Reference(parsed, value);
  }

  private static ReferenceKind referenceKind(String path, String value)
      throws MalformedSampleException {
    for (ReferenceKind kind : ReferenceKind.values()) {
      if (kind.wireName().equals(value)) {
        return kind;
      }
    }
    throw new MalformedSampleException(
        format(
            "field '%s' must be one of letter, text, long, none, got '%s'",
            path, Text.quoted(value)));
  }

  private Annotations annotations(String path) throws IOException, MalformedSampleException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return Annotations.EMPTY;
    }
    expect(path, JsonToken.START_OBJECT, "an object");
    JudgeAnnotation judge = null;
    EquivalenceAnnotation equivalence = null;
    SkippedAnnotation skipped = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "judge" -> judge = judge(path + ".judge");
        case "equivalence" -> equivalence = equivalence(path + ".equivalence");
        case "skipped" -> skipped = skipped(path + ".skipped");
        default -> skip(path + "." + name);
      }
    }
    return new Annotations(judge, equivalence, skipped);
  }

  private JudgeAnnotation judge(String path) throws IOException, MalformedSampleException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    expect(path, JsonToken.START_OBJECT, "an object {score, model, prompt_version}");
    Double score = null;
    String model = null;
    String promptVersion = null;
    String rationale = null;
    Long promptTokens = null;
    Long completionTokens = null;
    String request = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "score" -> score = score(path + ".score");
        case "model" -> model = text(path + ".model");
        case "prompt_version" -> promptVersion = text(path + ".prompt_version");
        case "rationale" -> rationale = text(path + ".rationale");
        case "prompt_tokens" -> promptTokens = count(path + ".prompt_tokens");
        case "completion_tokens" -> completionTokens = count(path + ".completion_tokens");
        case "request" -> request = text(path + ".request");
        default -> skip(path + "." + name);
      }
    }
    return new JudgeAnnotation(
        present(path + ".score", score),
        model,
        promptVersion,
        rationale,
        promptTokens,
        completionTokens,
        request);
  }

  private Double score(String path) throws IOException, MalformedSampleException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    if (!json.currentToken().isNumeric()) {
      throw wrongType(path, "a number from 1 to 10");
    }
    BigDecimal score = decimal(path);
    if (score.compareTo(BigDecimal.ONE) < 0 || score.compareTo(BigDecimal.TEN) > 0) {
      throw new MalformedSampleException(
          format("field '%s' must be from 1 to 10, got %s", path, Text.quoted(json.getText())));
    }
    return score.doubleValue();
  }

  private EquivalenceAnnotation equivalence(String path)
      throws IOException, MalformedSampleException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    expect(path, JsonToken.START_OBJECT, "an object {equivalent, model, prompt_version}");
    Boolean equivalent = null;
    String model = null;
    String promptVersion = null;
    String extracted = null;
    Long promptTokens = null;
    Long completionTokens = null;
    String request = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "equivalent" -> {
          if (!json.currentToken().isBoolean()) {
            throw wrongType(path + ".equivalent", "true or false");
          }
          equivalent = json.getBooleanValue();
        }
        case "model" -> model = text(path + ".model");
        case "prompt_version" -> promptVersion = text(path + ".prompt_version");
        case "extracted" -> extracted = text(path + ".extracted");
        case "prompt_tokens" -> promptTokens = count(path + ".prompt_tokens");
        case "completion_tokens" -> completionTokens = count(path + ".completion_tokens");
        case "request" -> request = text(path + ".request");
        default -> skip(path + "." + name);
      }
    }
    return new EquivalenceAnnotation(
        present(path + ".equivalent", equivalent),
        model,
        promptVersion,
        extracted,
        promptTokens,
        completionTokens,
        request);
  }

  private SkippedAnnotation skipped(String path) throws IOException, MalformedSampleException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    expect(path, JsonToken.START_OBJECT, "an object {gate, reason}");
    String gate = null;
    String reason = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "gate" -> gate = text(path + ".gate");
        case "reason" -> reason = text(path + ".reason");
        default -> skip(path + "." + name);
      }
    }
    return new SkippedAnnotation(
        required(path + ".gate", gate), required(path + ".reason", reason));
  }

  private Generation generation(String path) throws IOException, MalformedSampleException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    expect(path, JsonToken.START_OBJECT, "an object");
    String promptId = null;
    Long index = null;
    Long seed = null;
    Double temperature = null;
    Double topP = null;
    Long maxTokens = null;
    String finishReason = null;
    Boolean truncated = null;
    Long promptTokens = null;
    Long completionTokens = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      String at = path + "." + name;
      json.nextToken();
      switch (name) {
        case "prompt_id" -> promptId = text(at);
        case "index" -> index = count(at);
        case "seed" -> seed = integer(at);
        case "temperature" -> temperature = number(at);
        case "top_p" -> topP = number(at);
        case "max_tokens" -> maxTokens = count(at);
        case "finish_reason" -> finishReason = text(at);
        case "truncated" -> truncated = flag(at);
        case "prompt_tokens" -> promptTokens = count(at);
        case "completion_tokens" -> completionTokens = count(at);
        default -> skip(at);
      }
    }
    return new Generation(
        promptId,
        index,
        seed,
        temperature,
        topP,
        maxTokens,
        finishReason,
        truncated,
        promptTokens,
        completionTokens);
  }

  private Boolean flag(String path) throws IOException, MalformedSampleException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    if (!json.currentToken().isBoolean()) {
      throw wrongType(path, "true or false");
    }
    return json.getBooleanValue();
  }

  private Double number(String path) throws IOException, MalformedSampleException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    if (!json.currentToken().isNumeric()) {
      throw wrongType(path, "a number");
    }
    return decimal(path).doubleValue();
  }

  private Long count(String path) throws IOException, MalformedSampleException {
    Long count = integer(path);
    if (count != null && count < 0) {
      throw wrongType(path, "a whole number from 0");
    }
    return count;
  }

  private Long integer(String path) throws IOException, MalformedSampleException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    if (!json.currentToken().isNumeric()) {
      throw wrongType(path, "a whole number");
    }
    try {
      return decimal(path).longValueExact();
    } catch (ArithmeticException e) {
      throw wrongType(path, "a whole number of at most 64 bits");
    }
  }

  /**
   * Passes over a value that the schema does not name; those who read the rows must still be able
   * to hold its numbers and to write its text as UTF-8.
   */
  private void skip(String path) throws IOException, MalformedSampleException {
    checked(path, path);
    int depth = 0;
    do {
      JsonToken token = json.currentToken();
      if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      } else if (token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME) {
        checked(path, json.getText());
      } else if (token == JsonToken.VALUE_NUMBER_FLOAT) {
        decimal(path);
      }
    } while (depth > 0 && json.nextToken() != null);
  }

  private BigDecimal decimal(String path) throws IOException, MalformedSampleException {
    try {
      return json.getDecimalValue();
    } catch (JsonProcessingException | ArithmeticException | NumberFormatException e) {
      throw new MalformedSampleException(
          format(
              "field '%s' has the number %s, whose exponent no reader can hold",
              Text.quoted(path), Text.quoted(json.getText())));
    }
  }

  private void expect(String path, JsonToken token, String wanted)
      throws IOException, MalformedSampleException {
    if (json.currentToken() != token) {
      throw wrongType(path, wanted);
    }
  }

  private MalformedSampleException wrongType(String path, String wanted) throws IOException {
    JsonToken token = json.currentToken();
    String value = token.isScalarValue() ? " (" + Text.quoted(json.getText()) + ")" : "";
    return new MalformedSampleException(
        format("field '%s' must be %s, got %s%s", path, wanted, kind(token), value));
  }

  private static String checked(String path, String value) throws MalformedSampleException {
    int lone = Text.firstLoneSurrogate(value);
    if (lone >= 0) {
      throw new MalformedSampleException(
          format(
              Locale.ROOT,
              "field '%s' has half a surrogate pair (\\u%04x) at character %,d; such text cannot be"
                  + " written as UTF-8",
              Text.quoted(path),
              (int) value.charAt(lone),
              lone));
    }
    return value;
  }

  private static String required(String path, String value) throws MalformedSampleException {
    if (Text.isBlank(present(path, value))) {
      throw new MalformedSampleException(format("field '%s' is blank", path));
    }
    return value;
  }

  private static <T> T present(String path, T value) throws MalformedSampleException {
    if (value == null) {
      throw new MalformedSampleException(format("field '%s' is missing", path));
    }
    return value;
  }

  private static String kind(JsonToken token) {
    return switch (token) {
      case START_OBJECT, END_OBJECT -> "an object";
      case START_ARRAY, END_ARRAY -> "a list";
      case VALUE_STRING -> "a string";
      case VALUE_TRUE, VALUE_FALSE -> "a boolean";
      case VALUE_NULL -> "null";
      default -> token.isNumeric() ? "a number" : token.name().toLowerCase(Locale.ROOT);
    };
  }
}

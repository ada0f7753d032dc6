package io.medsift.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.medsift.sample.Sample;
import io.medsift.sample.Turn;
import io.medsift.verdict.Verdict;
import java.io.IOException;
import java.util.List;

/** One pass over the tokens of one row. Used once. */
final class PublishedRowReader {
  private static final TypeReference<List<Turn>> TURNS = new TypeReference<>() {};

  private final ObjectReader values;
  private Sample sample;
  private Verdict verdict;
  private String model;
  private String question;
  private String problem;
  private List<Turn> messages;

  private PublishedRowReader(ObjectReader values) {
    this.values = values;
  }

  static PublishedRow read(JsonMapper mapper, byte[] row) throws IOException {
    PublishedRowReader reader =
        new PublishedRowReader(
            mapper.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS));
    try (JsonParser json = mapper.createParser(row)) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        reader.readFields(json);
      }
    }
    return reader.row();
  }

  private void readFields(JsonParser json) throws IOException {
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      if (name.equals("sample")) {
        sample = sample(json);
        continue;
      }
      json.nextToken();
      switch (name) {
        case "verdict" -> verdict = values.readValue(json, Verdict.class);
        case "model" -> model = json.getValueAsString();
        case "question" -> question = json.getValueAsString();
        case "problem" -> problem = json.getValueAsString();
        case "messages" -> messages = values.forType(TURNS).readValue(json);
        default -> json.skipChildren();
      }
    }
  }

  private static Sample sample(JsonParser json) throws IOException {
    try {
      return new SampleReader(json).readObject();
    } catch (MalformedSampleException e) {
      throw new IOException("the sample of a curated row cannot be read: " + e.getMessage(), e);
    }
  }

  private PublishedRow row() throws IOException {
    if (sample == null || verdict == null) {
      throw new IOException("a curated row has 'sample' and 'verdict', this one does not");
    }
    boolean published = question != null && problem != null && messages != null;
    return new PublishedRow(
        sample,
        verdict,
        published
            ? new PublishedColumns(model, question, problem, messages)
            : PublishedColumns.of(sample));
  }
}

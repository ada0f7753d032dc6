package io.medsift.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectReader;
import io.medsift.sample.Sample;
import io.medsift.sample.Turn;
import io.medsift.verdict.Verdict;
import java.io.IOException;
import java.util.List;

/** One pass over the tokens of one row. Used once. */
final class PublishedRowReader {
  private final ObjectReader verdicts;
  private Sample sample;
  private Verdict verdict;
  private String model;
  private String question;
  private String problem;
  private List<Turn> messages;

  private PublishedRowReader(ObjectReader verdicts) {
    this.verdicts = verdicts;
  }

  /** Reads a row; {@code verdicts} reads a verdict and no further. */
  static PublishedRow read(ObjectReader verdicts, byte[] row) throws IOException {
    PublishedRowReader reader = new PublishedRowReader(verdicts);
    try (JsonParser json = verdicts.createParser(row)) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        reader.readFields(json);
      }
    }
    return reader.row();
  }

  private void readFields(JsonParser json) throws IOException {
    SampleReader values = new SampleReader(json);
    try {
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        if (name.equals("sample")) {
          sample = values.readObject();
          continue;
        }
        json.nextToken();
        switch (name) {
          case "verdict" -> verdict = verdicts.readValue(json);
          case "model" -> model = json.getValueAsString();
          case "question" -> question = json.getValueAsString();
          case "problem" -> problem = json.getValueAsString();
          case "messages" -> messages = values.turns(name);
          default -> json.skipChildren();
        }
      }
    } catch (MalformedSampleException e) {
      throw new IOException(e.getMessage(), e);
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

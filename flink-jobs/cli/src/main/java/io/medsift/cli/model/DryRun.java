package io.medsift.cli.model;

import io.medsift.cli.CommandFailedException;
import io.medsift.cli.input.SampleFiles;
import io.medsift.codec.MalformedSampleException;
import io.medsift.codec.SampleParser;
import io.medsift.model.ApiKey;
import io.medsift.model.ChatRequest;
import io.medsift.model.ModelSettings;
import io.medsift.model.WireRequest;
import io.medsift.recipe.AskedModel;
import io.medsift.recipe.Recipe;
import io.medsift.rows.RecordReader;
import io.medsift.rows.RowFile;
import io.medsift.sample.Sample;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;

/** Shows what would be sent. */
final class DryRun {
  private static final String EXAMPLE = "example-prompt.json";

  private DryRun() {}

  /** The first prompt of a file, or the one that comes with Medsift. */
  static Sample prompt(RowFile file, Recipe recipe, ModelJobOptions options) throws IOException {
    byte[] json = file == null ? example() : first(file);
    if (json == null) {
      throw options.wrong("the input " + file.name() + " holds no prompt");
    }
    try {
      return new SampleParser(recipe.limits()).parse(json);
    } catch (MalformedSampleException e) {
      throw new CommandFailedException(
          "the first record of " + file.name() + " is not a prompt: " + e.getMessage(),
          "Mend it, or name another --input.",
          e);
    }
  }

  private static byte[] example() throws IOException {
    try (InputStream stream = DryRun.class.getResourceAsStream(EXAMPLE)) {
      return stream.readAllBytes();
    }
  }

  private static byte[] first(RowFile file) {
    try (RecordReader records = file.openRecords(SampleFiles.LIMITS)) {
      return records.next() ? records.bytes() : null;
    } catch (IOException e) {
      throw new CommandFailedException(e.getMessage(), "Name another --input.", e);
    }
  }

  static void print(AskedModel model, ChatRequest request, PrintWriter out) throws IOException {
    WireRequest wire = WireRequest.of(ModelSettings.of(model), request);
    out.println(wire.method() + " " + wire.url());
    wire.headers().forEach((name, values) -> out.println(name + ": " + String.join(", ", values)));
    out.println("Authorization: " + ApiKey.fromEnvironment(model.apiKeyEnv()));
    out.println();
    out.println(wire.body());
    out.flush();
  }
}

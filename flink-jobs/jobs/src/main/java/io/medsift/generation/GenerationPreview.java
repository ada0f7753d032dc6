package io.medsift.generation;

import io.medsift.codec.MalformedSampleException;
import io.medsift.codec.SampleParser;
import io.medsift.curation.read.TrackRequirements;
import io.medsift.llm.prompt.GenerationPrompts;
import io.medsift.llm.stage.RequestPreview;
import io.medsift.recipe.AskedModel;
import io.medsift.recipe.ModelRole;
import io.medsift.recipe.Recipe;
import io.medsift.sample.Sample;
import java.util.List;

/** What the generation job would ask. */
public final class GenerationPreview {
  private final SampleParser parser;
  private final TrackRequirements requirements;
  private final Responses responses;
  private final int times;

  /** A preview by a recipe, with a model that has an address. */
  public GenerationPreview(Recipe recipe, AskedModel model) {
    this.parser = new SampleParser(recipe.limits());
    this.requirements = new TrackRequirements(recipe.stamp().name(), recipe.tracks());
    this.responses = new Responses(model, GenerationPrompts.shipped());
    this.times = recipe.generate().responses();
  }

  /** What would be asked about a record. */
  public RequestPreview of(byte[] record) {
    try {
      Sample prompt = parser.parse(record);
      requirements.checkPrompt(prompt);
      return RequestPreview.asks(
          List.of(
              new RequestPreview.Request(
                  ModelRole.GENERATOR, responses.request(prompt, 0), times)));
    } catch (MalformedSampleException e) {
      return RequestPreview.refuses(e.getMessage());
    }
  }
}

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

/** Preview of the requests of the generation job. */
public final class GenerationPreview {
  private final SampleParser parser;
  private final TrackRequirements requirements;
  private final ResponseRequests requests;
  private final int responses;

  /** A preview with a recipe and a model that has a base URL. */
  public GenerationPreview(Recipe recipe, AskedModel model) {
    this.parser = new SampleParser(recipe.limits());
    this.requirements = new TrackRequirements(recipe.stamp().name(), recipe.tracks());
    this.requests = new ResponseRequests(model, GenerationPrompts.shipped());
    this.responses = recipe.generate().responses();
  }

  /** Returns the requests about a record. */
  public RequestPreview of(byte[] record) {
    try {
      Sample prompt = parser.parse(record);
      requirements.checkPrompt(prompt);
      return RequestPreview.asks(
          List.of(
              new RequestPreview.Request(
                  ModelRole.GENERATOR, requests.request(prompt, 0), responses)));
    } catch (MalformedSampleException e) {
      return RequestPreview.refuses(e.getMessage());
    }
  }
}

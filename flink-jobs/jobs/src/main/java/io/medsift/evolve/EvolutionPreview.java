package io.medsift.evolve;

import io.medsift.codec.ListedOptions;
import io.medsift.codec.MalformedSampleException;
import io.medsift.codec.SampleParser;
import io.medsift.curation.read.TrackRequirements;
import io.medsift.kafka.topic.LogRecord;
import io.medsift.llm.client.ChatRequest;
import io.medsift.llm.prompt.EvolutionPrompts;
import io.medsift.llm.stage.RequestPreview;
import io.medsift.recipe.AskedModel;
import io.medsift.recipe.ModelRole;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.Recipe.EvolveSettings;
import io.medsift.sample.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Preview of the requests of the evolution job. Evolved questions are assumed to be as long as
 * their seeds, and none to be eliminated.
 */
public final class EvolutionPreview {
  private final Recipe recipe;
  private final SampleParser parser;
  private final TrackRequirements requirements;
  private final MethodChoice choice;
  private final EvolutionRequests requests;

  /** A preview with a recipe and a model that has a base URL. */
  public EvolutionPreview(Recipe recipe, AskedModel model) {
    this.recipe = recipe;
    this.parser = new SampleParser(recipe.limits());
    this.requirements = new TrackRequirements(recipe.stamp().name(), recipe.tracks());
    this.choice = new MethodChoice(recipe.evolve());
    this.requests = new EvolutionRequests(model, EvolutionPrompts.shipped());
  }

  /** Returns the requests about a record. */
  public RequestPreview of(byte[] record) {
    EvolveSettings evolve = recipe.evolve();
    try {
      Sample seed = parser.parse(record);
      requirements.track(evolve.track() == null ? seed.track() : evolve.track());
      String question = ListedOptions.question(seed).strip();
      EvolvingQuestion evolving =
          new EvolvingQuestion(
              new LogRecord(0, 0, 0, null, record, Map.of(), false),
              seed.id(),
              seed.id(),
              question,
              1,
              choice.of(seed.id(), 1),
              question);
      List<RequestPreview.Request> asked = new ArrayList<>();
      asked.add(each(requests.evolve(evolving)));
      if (evolve.compare()) {
        asked.add(each(requests.compare(evolving)));
      }
      asked.add(each(requests.answer(evolving)));
      return RequestPreview.asks(asked);
    } catch (MalformedSampleException e) {
      return RequestPreview.refuses(e.getMessage());
    }
  }

  private RequestPreview.Request each(ChatRequest request) {
    return new RequestPreview.Request(ModelRole.EVOLVER, request, recipe.evolve().rounds());
  }
}

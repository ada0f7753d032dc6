package io.medsift.evolve;

import io.medsift.llm.client.ChatRequest;
import io.medsift.llm.prompt.EvolutionPrompts;
import io.medsift.llm.stage.Question;
import io.medsift.recipe.AskedModel;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Creates the question of a step. */
final class QuestionFunction extends RichMapFunction<EvolvingQuestion, Question> {
  private static final long serialVersionUID = 1L;

  /** Step of a round. */
  enum Step {
    EVOLVE,
    COMPARE,
    ANSWER
  }

  private final Step step;
  private final AskedModel model;
  private transient EvolutionRequests requests;

  QuestionFunction(Step step, AskedModel model) {
    this.step = step;
    this.model = model;
  }

  @Override
  public void open(OpenContext context) {
    requests = new EvolutionRequests(model, EvolutionPrompts.shipped());
  }

  @Override
  public Question map(EvolvingQuestion evolving) {
    ChatRequest request =
        switch (step) {
          case EVOLVE -> requests.evolve(evolving);
          case COMPARE -> requests.compare(evolving);
          case ANSWER -> requests.answer(evolving);
        };
    return Question.of(evolving.record(), evolving.round(), evolving.notes(), request);
  }
}

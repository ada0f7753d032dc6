package io.medsift.llm.stage;

import static java.util.Objects.requireNonNull;

import io.medsift.llm.cache.AnswerScope;
import io.medsift.llm.cache.CacheTopic;
import io.medsift.llm.cache.ReplyCheck;
import io.medsift.recipe.AskedModel;
import io.medsift.recipe.ModelRole;
import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/**
 * A stage that asks a model.
 *
 * @param model with its base URL; each process takes the API key from its environment
 * @param promptVersion of the prompt template, part of the cache key
 * @param attempts maximum number of paid replies to one question
 * @param outage maximum time without a reply to any question before the job ends
 * @param cacheTopic topic of the answer cache, the ledger
 */
public record AskStage(
    ModelRole role,
    AskedModel model,
    String promptVersion,
    int attempts,
    Duration outage,
    ReplyCheck check,
    CacheTopic cacheTopic)
    implements Serializable {

  public AskStage {
    requireNonNull(role, "role is null");
    requireNonNull(model, "model is null");
    requireNonNull(model.baseUrl(), "the model has no base URL");
    requireNonNull(promptVersion, "promptVersion is null");
    requireNonNull(outage, "outage is null");
    requireNonNull(check, "check is null");
    requireNonNull(cacheTopic, "cacheTopic is null");
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts must be at least 1, got " + attempts);
    }
  }

  /**
   * Asks each question and returns the results, in any order.
   *
   * @param flow of the sources that the questions come from
   * @param uid of the operator, whose state is the questions in flight
   */
  public SingleOutputStreamOperator<QuestionResult> ask(
      DataStream<Question> questions, FlowControl flow, String uid) {
    return questions
        .keyBy(Question::hash, Types.STRING)
        .transform(
            "ask " + role.wireName(),
            TypeInformation.of(QuestionResult.class),
            new OperatorFactory(this, flow))
        .uid(uid);
  }

  /** Returns the scope of the answer cache. */
  AnswerScope scope() {
    return new AnswerScope(role.wireName(), promptVersion, model.model());
  }

  /** Gives the operator the mailbox through which results come back to its thread. */
  private static final class OperatorFactory extends AbstractStreamOperatorFactory<QuestionResult>
      implements OneInputStreamOperatorFactory<Question, QuestionResult> {
    private static final long serialVersionUID = 1L;

    private final AskStage stage;
    private final FlowControl flow;

    OperatorFactory(AskStage stage, FlowControl flow) {
      this.stage = stage;
      this.flow = flow;
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as declared by Flink
    public <T extends StreamOperator<QuestionResult>> T createStreamOperator(
        StreamOperatorParameters<QuestionResult> parameters) {
      return (T) new AskOperator(parameters, stage, flow, parameters.getMailboxExecutor());
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader loader) {
      return AskOperator.class;
    }
  }
}

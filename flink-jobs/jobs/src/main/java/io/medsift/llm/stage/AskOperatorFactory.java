package io.medsift.llm.stage;

import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/** Gives the operator the mailbox through which answers come back to its thread. */
final class AskOperatorFactory extends AbstractStreamOperatorFactory<QuestionResult>
    implements OneInputStreamOperatorFactory<Question, QuestionResult> {
  private static final long serialVersionUID = 1L;

  private final AskSettings plan;
  private final FlowControl intake;

  AskOperatorFactory(AskSettings plan, FlowControl intake) {
    this.plan = plan;
    this.intake = intake;
  }

  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as declared by Flink
  public <T extends StreamOperator<QuestionResult>> T createStreamOperator(
      StreamOperatorParameters<QuestionResult> parameters) {
    return (T) new AskOperator(parameters, plan, intake, parameters.getMailboxExecutor());
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader loader) {
    return AskOperator.class;
  }
}

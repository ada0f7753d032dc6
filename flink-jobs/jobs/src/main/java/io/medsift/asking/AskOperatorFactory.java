package io.medsift.asking;

import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/** Gives the operator the mailbox through which answers come back to its thread. */
final class AskOperatorFactory extends AbstractStreamOperatorFactory<Answered>
    implements OneInputStreamOperatorFactory<Question, Answered> {
  private static final long serialVersionUID = 1L;

  private final AskPlan plan;
  private final Intake intake;

  AskOperatorFactory(AskPlan plan, Intake intake) {
    this.plan = plan;
    this.intake = intake;
  }

  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as declared by Flink
  public <T extends StreamOperator<Answered>> T createStreamOperator(
      StreamOperatorParameters<Answered> parameters) {
    return (T) new AskOperator(parameters, plan, intake, parameters.getMailboxExecutor());
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader loader) {
    return AskOperator.class;
  }
}

package io.medsift.llm.stage;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Adds the stage to a topology. */
public final class AskStage {
  private AskStage() {}

  /**
   * Asks each question, in whatever order, and says what became of it.
   *
   * @param intake that limits the sources which the questions come from
   * @param uid of the stage, whose state are the questions under way
   */
  public static SingleOutputStreamOperator<QuestionResult> ask(
      DataStream<Question> questions, AskSettings plan, FlowControl intake, String uid) {
    return questions
        .keyBy(Question::hash, Types.STRING)
        .transform(
            "ask " + plan.role().wireName(),
            TypeInformation.of(QuestionResult.class),
            new AskOperatorFactory(plan, intake))
        .uid(uid);
  }
}

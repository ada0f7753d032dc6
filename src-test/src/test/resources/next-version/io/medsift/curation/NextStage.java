package io.medsift.curation;

import io.medsift.curation.gate.ParsedSample;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** A stage that the job does not have yet: counts the samples that pass, in state. */
final class NextStage extends ProcessFunction<ParsedSample, ParsedSample>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  private transient ListState<Long> state;
  private transient long passed;

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    state =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("passed", Types.LONG));
    for (long before : state.get()) {
      passed += before;
    }
  }

  @Override
  public void processElement(ParsedSample parsed, Context context, Collector<ParsedSample> out) {
    passed++;
    out.collect(parsed);
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    state.update(List.of(passed));
  }
}

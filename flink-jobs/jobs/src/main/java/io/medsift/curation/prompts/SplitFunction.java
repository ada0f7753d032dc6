package io.medsift.curation.prompts;

import io.medsift.curation.gate.OutputRecord;
import io.medsift.curation.gate.PromptResponse;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Sends rows to the sink, and the responses in them to the operator that decides prompts. */
public final class SplitFunction extends ProcessFunction<OutputRecord, OutputRecord> {
  private static final long serialVersionUID = 1L;

  /** Responses of prompts. */
  public static final OutputTag<PromptResponse> RESPONSES =
      new OutputTag<>("responses", TypeInformation.of(PromptResponse.class));

  @Override
  public void processElement(OutputRecord row, Context context, Collector<OutputRecord> out) {
    if (row.response() != null) {
      context.output(RESPONSES, row.response());
    }
    if (row.kind() != OutputRecord.Kind.CANDIDATE || row.response() == null) {
      out.collect(row.of(null));
    }
  }
}

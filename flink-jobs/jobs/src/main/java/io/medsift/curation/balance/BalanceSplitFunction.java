package io.medsift.curation.balance;

import io.medsift.curation.gate.BalancedSample;
import io.medsift.curation.gate.OutputRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Sends rows to the sink, and samples to the operator where they wait and to the one that counts
 * them.
 */
public final class BalanceSplitFunction extends ProcessFunction<OutputRecord, OutputRecord> {
  private static final long serialVersionUID = 1L;

  /** Samples that passed all other gates. */
  public static final OutputTag<BalancedSample> SAMPLES =
      new OutputTag<>("samples", TypeInformation.of(BalancedSample.class));

  /** Requests to count each of them. */
  public static final OutputTag<QuotaRequest> REQUESTS =
      new OutputTag<>("requests", TypeInformation.of(QuotaRequest.class));

  @Override
  public void processElement(OutputRecord row, Context context, Collector<OutputRecord> out) {
    if (row.balanced() == null) {
      out.collect(row);
    } else {
      context.output(SAMPLES, row.balanced());
      context.output(REQUESTS, QuotaRequest.of(row.balanced()));
    }
  }
}

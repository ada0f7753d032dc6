package io.medsift.recheck;

import io.medsift.curation.gate.ParsedSample;
import io.medsift.kafka.topic.SamplePosition;
import io.medsift.sharing.SharedResources;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Sends the samples that the new index does not find to the gate that is next for them: those that
 * have passed all others before to deduplication.
 */
final class RouteFunction extends ProcessFunction<ParsedSample, ParsedSample> {
  private static final long serialVersionUID = 1L;

  /** Samples that were rejected for an evaluation item, and are no longer. */
  static final OutputTag<ParsedSample> FREED =
      new OutputTag<>("freed", TypeInformation.of(ParsedSample.class));

  private final VerdictLog log;
  private transient SharedResources<VerdictLog, WrittenVerdicts, RuntimeException>.Lease verdicts;

  RouteFunction(VerdictLog log) {
    this.log = log;
  }

  @Override
  public void open(OpenContext context) {
    verdicts = WrittenVerdicts.acquire(log);
  }

  @Override
  public void processElement(ParsedSample sample, Context context, Collector<ParsedSample> out) {
    SamplePosition at = sample.envelope().rank().position();
    switch (verdicts.resource().standing(at)) {
      case ACCEPTED, DUPLICATE -> out.collect(sample);
      case CONTAMINATED -> context.output(FREED, sample);
      // Only a reviewer has taken it in, and he can have seen the other gate's reason.
      case SETTLED, UNDECIDED -> {}
    }
  }

  @Override
  public void close() {
    if (verdicts != null) {
      verdicts.close();
    }
  }
}

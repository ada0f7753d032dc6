package io.medsift.recheck;

import io.medsift.curation.read.RankedRecord;
import io.medsift.kafka.topic.SamplePosition;
import io.medsift.sharing.SharedResources;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Drops the samples whose verdict the evaluation sets cannot change. */
final class CandidateFunction extends ProcessFunction<RankedRecord, RankedRecord> {
  private static final long serialVersionUID = 1L;

  private final VerdictLog log;
  private final boolean contaminatedToo;
  private transient SharedResources<VerdictLog, WrittenVerdicts, RuntimeException>.Lease verdicts;
  private transient Counter rechecked;

  /**
   * A filter.
   *
   * @param contaminatedToo whether samples that were rejected for an evaluation item may pass
   */
  CandidateFunction(VerdictLog log, boolean contaminatedToo) {
    this.log = log;
    this.contaminatedToo = contaminatedToo;
  }

  @Override
  public void open(OpenContext context) {
    verdicts = WrittenVerdicts.acquire(log);
    rechecked = getRuntimeContext().getMetricGroup().counter(RecheckJob.RECHECKED);
  }

  @Override
  public void processElement(RankedRecord ranked, Context context, Collector<RankedRecord> out) {
    if (isCandidate(verdicts.resource(), ranked.rank().position(), contaminatedToo)) {
      rechecked.inc();
      out.collect(ranked);
    }
  }

  /** Returns whether a sample is to be compared with the new index. */
  static boolean isCandidate(WrittenVerdicts verdicts, SamplePosition at, boolean contaminatedToo) {
    return switch (verdicts.standing(at)) {
      case ACCEPTED, DUPLICATE -> true;
      case CONTAMINATED -> contaminatedToo || verdicts.kept(at);
      case SETTLED -> verdicts.kept(at);
      case UNDECIDED -> false;
    };
  }

  @Override
  public void close() {
    if (verdicts != null) {
      verdicts.close();
    }
  }
}

package io.medsift.llm.stage;

import io.medsift.sharing.SharedResources;
import java.io.Serializable;
import java.util.UUID;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * Lets a job read no more than its models answer: its sources rest while one of its stages has as
 * many questions as it wants, and end when all are answered. A stage that kept a record waiting
 * instead would keep the checkpoint waiting behind it; the transactions of the job would stay open
 * for as long as a model is slow or dead, and hold back every reader of what it writes.
 *
 * <p>Sources and stages meet by {@code id} within one process. Questions that sources of another
 * process send are taken too, up to a limit of the stage.
 *
 * @param id of the job, unlike any other
 */
public record FlowControl(String id) implements Serializable {
  private static final SharedResources<FlowControl, FlowGate, RuntimeException> OPEN =
      new SharedResources<>(intake -> new FlowGate());

  /** That of one more job. */
  public static FlowControl create() {
    return new FlowControl(UUID.randomUUID().toString());
  }

  /** The same source, which rests when it has to. */
  public <T, S extends SourceSplit, E> Source<T, S, E> limit(
      Source<T, S, E> source, TypeInformation<T> type) {
    return new PausableSource<>(source, type, this);
  }

  SharedResources<FlowControl, FlowGate, RuntimeException>.Lease acquire() {
    return OPEN.acquire(this);
  }
}

package io.medsift.curation.state;

import java.util.List;
import java.util.Locale;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/**
 * The form of the job's state. It counts up whenever a state or a field is added, so that a version
 * of the job from before can refuse what it would misread: Flink fills the fields of a record by
 * their place, and may take one for another where the state has more of them than the record.
 */
public final class StateVersion {
  /**
   * The form that this version of the job writes. Form 1 is the first that must be read; form 2 has
   * the responses to a prompt; form 3 counts samples, and knows the responses of a decided prompt;
   * form 4 keeps bands on pages; form 5 keeps those that are new beside them for a while.
   */
  public static final int CURRENT = 5;

  private StateVersion() {}

  /**
   * Refuses state of a later form, and marks what is written from now on. To be called before any
   * other state is opened.
   *
   * @throws SuppressRestartsException if a later version of the job has written the state
   */
  public static void check(OperatorStateStore store) throws Exception {
    ListState<Integer> version =
        store.getUnionListState(new ListStateDescriptor<>("version", Types.INT));
    for (int written : version.get()) {
      refuseLater(written);
    }
    version.update(List.of(CURRENT));
  }

  private static void refuseLater(int written) {
    if (written > CURRENT) {
      throw new SuppressRestartsException(
          new IllegalStateException(
              String.format(
                  Locale.ROOT,
                  "The state of this job has form %d and was written by a later version of Medsift;"
                      + " this one reads forms up to %d. Run the later version, or start from a"
                      + " savepoint from before it.",
                  written,
                  CURRENT)));
    }
  }
}

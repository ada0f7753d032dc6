package io.medsift.cli.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.cli.job.Resources.OpenWork;
import io.medsift.cli.job.Resources.OpenWork.Stop;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class ResourcesTest {
  private final OpenWork work = new OpenWork();
  private final List<String> events = new ArrayList<>();

  private Resources begin(String name, String message) {
    return begin(
        () -> {
          events.add(name + " cleans up");
          return message;
        },
        false);
  }

  private Resources begin(Supplier<String> afterSignal, boolean usualEnd) {
    return new Resources(work, afterSignal, usualEnd);
  }

  private AutoCloseable resource(String name) {
    return () -> events.add(name + " is closed");
  }

  @Test
  void closesTheNewestFirst() {
    try (Resources resources = begin("run", "gone")) {
      resources.add(resource("broker"));
      resources.add(resource("cluster"));
    }
    assertThat(events).containsExactly("cluster is closed", "broker is closed");
    assertThat(work.stop()).isEmpty();
  }

  @Test
  void aStopClosesTheInnerWorkFirstAndTheOutermostSaysIt() {
    begin(() -> null, false);
    begin("rebuild", "the same command resumes.").add(resource("lock"));
    begin("ingest", "nothing was written.").add(resource("file"));
    assertThat(work.stop())
        .contains(new Stop("medsift: stopped; the same command resumes.", false));
    assertThat(events)
        .containsExactly(
            "file is closed", "ingest cleans up", "lock is closed", "rebuild cleans up");
  }

  @Test
  void aStopIsSaidWhereNoWorkHasAnythingToSay() {
    begin(() -> null, false);
    assertThat(work.stop()).contains(new Stop("medsift: stopped.", false));
  }

  @Test
  void whatFailsWhileItStopsKeepsNothingElseFromStopping() {
    begin("run", "nothing was written.");
    begin(
            () -> {
              throw new IllegalStateException("no broker");
            },
            false)
        .add(
            () -> {
              throw new IllegalStateException("no disk");
            });
    assertThat(work.stop()).contains(new Stop("medsift: stopped; nothing was written.", false));
  }

  @Test
  void aSignalIsTheUsualEndOfWorkThatHasNoOther() {
    begin(() -> null, false);
    begin(() -> "data is kept.", true);
    assertThat(work.stop()).contains(new Stop("medsift: stopped; data is kept.", true));
  }

  @Test
  void whatIsOpenedAfterAStopIsClosedAtOnce() {
    Resources resources = begin("run", null);
    work.stop();
    assertThatThrownBy(() -> resources.add(resource("late")))
        .isInstanceOf(IllegalStateException.class);
    assertThat(events).containsExactly("run cleans up", "late is closed");
  }
}

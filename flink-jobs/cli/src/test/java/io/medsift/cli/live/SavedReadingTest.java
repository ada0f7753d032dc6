package io.medsift.cli.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.kafka.topic.OffsetRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedReadingTest {
  private static final Map<Integer, Long> TEN = Map.of(0, 10L, 1, 4L);
  private static final Map<Integer, Long> TWENTY = Map.of(0, 20L, 1, 4L);

  @TempDir private Path directory;
  private SavedReading reading;

  @BeforeEach
  void start() {
    reading = new SavedReading(directory);
  }

  @Test
  void aJobThatIsStartedAgainStopsWhereItWasToAndTheNextBeginsThere() throws Exception {
    assertThat(begin(() -> TEN)).isEqualTo(new OffsetRange(Map.of(), TEN));
    leaveACheckpoint();
    assertThat(begin(() -> TWENTY)).isEqualTo(new OffsetRange(Map.of(), TEN));
    reading.end();
    assertThat(begin(() -> TWENTY)).isEqualTo(new OffsetRange(TEN, TWENTY));
    reading.end();
    assertThat(begin(null)).isEqualTo(new OffsetRange(TWENTY, Map.of()));
    leaveACheckpoint();
    assertThat(begin(null)).isEqualTo(new OffsetRange(TWENTY, Map.of()));
  }

  @Test
  void aJobThatLeftNoCheckpointBeginsAnew() throws Exception {
    assertThat(begin(() -> TEN).ends()).isEqualTo(TEN);
    assertThat(begin(() -> TWENTY).ends()).isEqualTo(TWENTY);
    assertThat(begin(null)).isEqualTo(OffsetRange.ALL);
  }

  @Test
  void saysThatTheDirectoryIsThatOfAnotherJob() throws Exception {
    begin(() -> TEN);
    assertThatThrownBy(() -> reading.begin("other-prompts", "run", null))
        .isInstanceOf(CommandFailedException.class)
        .hasMessage("the directory %s is of the run run on the topic prompts", directory);
    leaveACheckpoint();
    assertThatThrownBy(() -> begin(null))
        .hasMessageEndingWith(
            "holds a job that was started with --until-end and has not reached the end");
    reading.end();
    begin(null);
    leaveACheckpoint();
    assertThatThrownBy(() -> begin(() -> TWENTY))
        .hasMessageEndingWith("holds a job that was started without --until-end");
  }

  private OffsetRange begin(Supplier<Map<Integer, Long>> ends) throws IOException {
    return reading.begin("prompts", "run", ends);
  }

  private void leaveACheckpoint() throws IOException {
    Path checkpoint = Files.createDirectories(directory.resolve("checkpoints/job/chk-1"));
    Files.writeString(checkpoint.resolve("_metadata"), "");
  }
}

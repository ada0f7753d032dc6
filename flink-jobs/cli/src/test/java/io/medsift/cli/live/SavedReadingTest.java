package io.medsift.cli.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.cli.CommandFailedException;
import io.medsift.topic.Reading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedReadingTest {
  private static final Map<Integer, Long> TEN = Map.of(0, 10L, 1, 4L);
  private static final Map<Integer, Long> TWENTY = Map.of(0, 20L, 1, 4L);

  @TempDir private Path directory;
  private SavedReading reading;

  @BeforeEach
  void begin() {
    reading = new SavedReading(directory);
  }

  @Test
  void aJobThatIsStartedAgainStopsWhereItWasToAndTheNextBeginsThere() throws Exception {
    assertThat(reading.begin(() -> TEN)).isEqualTo(new Reading(Map.of(), TEN));
    assertThat(reading.begin(() -> TWENTY)).isEqualTo(new Reading(Map.of(), TEN));
    reading.end();
    assertThat(reading.begin(() -> TWENTY)).isEqualTo(new Reading(TEN, TWENTY));
    reading.end();
    assertThat(reading.begin(null)).isEqualTo(new Reading(TWENTY, Map.of()));
  }

  @Test
  void aJobThatWaitsForMoreReadsAll() throws Exception {
    assertThat(reading.begin(null)).isEqualTo(Reading.ALL);
    reading.end();
    assertThat(reading.begin(null)).isEqualTo(Reading.ALL);
  }

  @Test
  void saysThatTheCheckpointIsThatOfAJobOfTheOtherKind() throws Exception {
    assertThat(reading.begin(() -> TEN).ends()).isEqualTo(TEN);
    assertThatThrownBy(() -> reading.begin(null))
        .isInstanceOf(CommandFailedException.class)
        .hasMessage("the job of %s was started with --until-end and has not come there", directory);
    reading.end();

    Path checkpoint = Files.createDirectories(directory.resolve("checkpoints/job/chk-1"));
    Files.writeString(checkpoint.resolve("_metadata"), "");
    assertThat(reading.begin(null)).isEqualTo(new Reading(TEN, Map.of()));
    assertThatThrownBy(() -> reading.begin(() -> TWENTY))
        .isInstanceOf(CommandFailedException.class)
        .hasMessage("the job of %s was started without --until-end", directory);
  }
}

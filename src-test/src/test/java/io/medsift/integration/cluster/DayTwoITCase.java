package io.medsift.integration.cluster;

import static io.medsift.integration.cluster.Disturbance.AWAY_FOR_LONGER_THAN_TRANSACTIONS_LAST;
import static io.medsift.integration.cluster.Disturbance.BROKER_AWAY_FOR_HALF_A_MINUTE;
import static io.medsift.integration.cluster.Disturbance.BROKER_AWAY_FOR_TWO_MINUTES;
import static io.medsift.integration.cluster.Disturbance.BROKER_DISK_FILLS;
import static io.medsift.integration.cluster.Disturbance.CHECKPOINTS_FAIL_FOR_HALF_A_MINUTE;
import static io.medsift.integration.cluster.Disturbance.CRASHES_AFTER_AN_UPGRADE;
import static io.medsift.integration.cluster.Disturbance.HEARTBEATS_STOP;
import static io.medsift.integration.cluster.Disturbance.RETENTION_PASSES_WHAT_WAS_READ;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an operator meets after the first day: outages of minutes, upgrades, full disks, and what is
 * lost. Each kind comes before one comes again; at the end, all positions are as in a run that
 * nothing disturbed. So many rounds as {@code -Dmedsift.rounds} says.
 */
@Tag("long")
class DayTwoITCase {
  private static final long SEED = Long.getLong("medsift.seed", 11);
  private static final int ROUNDS = Integer.getInteger("medsift.rounds", 20);
  private static final List<Disturbance> KINDS =
      List.of(
          BROKER_AWAY_FOR_HALF_A_MINUTE,
          BROKER_AWAY_FOR_TWO_MINUTES,
          AWAY_FOR_LONGER_THAN_TRANSACTIONS_LAST,
          CRASHES_AFTER_AN_UPGRADE,
          CHECKPOINTS_FAIL_FOR_HALF_A_MINUTE,
          BROKER_DISK_FILLS,
          HEARTBEATS_STOP,
          RETENTION_PASSES_WHAT_WAS_READ);

  @TempDir private Path directory;

  @Test
  void nothingIsLostOrDecidedTwiceAndTheJobGoesOn() throws Exception {
    System.out.println(Chaos.ofMinutes(SEED, ROUNDS, KINDS).run(directory));
  }
}

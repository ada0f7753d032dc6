package io.medsift.integration.cluster;

import static io.medsift.integration.cluster.Disturbance.AWAY_FOR_LONGER_THAN_TRANSACTIONS_LAST;
import static io.medsift.integration.cluster.Disturbance.BROKER_AWAY_FOR_HALF_A_MINUTE;
import static io.medsift.integration.cluster.Disturbance.BROKER_AWAY_FOR_TWO_MINUTES;
import static io.medsift.integration.cluster.Disturbance.CRASHES_AFTER_AN_UPGRADE;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator meets after the first day: outages of minutes, upgrades, and what is lost. */
@Tag("long")
class DayTwoITCase {
  private static final long SEED = Long.getLong("medsift.seed", 11);

  @TempDir private Path directory;

  @Test
  void outagesAndUpgradesLoseNothingAndTheJobGoesOnByItself() throws Exception {
    run(
        List.of(
            BROKER_AWAY_FOR_HALF_A_MINUTE, CRASHES_AFTER_AN_UPGRADE, BROKER_AWAY_FOR_TWO_MINUTES));
  }

  @Test
  void whatIsLostWithItsTransactionIsRepaired() throws Exception {
    run(List.of(AWAY_FOR_LONGER_THAN_TRANSACTIONS_LAST));
  }

  private void run(List<Disturbance> disturbances) throws Exception {
    System.out.println(new Chaos(SEED, disturbances.size(), disturbances).run(directory));
  }
}

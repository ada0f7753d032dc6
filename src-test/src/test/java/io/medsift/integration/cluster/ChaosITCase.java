package io.medsift.integration.cluster;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code -Dmedsift.rounds} says how many disturbances: in each build a power loss, which is several
 * of the others at once, 50 of all kinds in the profile {@code long}.
 */
class ChaosITCase {
  private static final int ROUNDS = Integer.getInteger("medsift.rounds", 1);
  private static final List<Disturbance> FIRST = List.of(Disturbance.ALL_DIE);

  @TempDir private Path directory;

  @Test
  void everyRecordComesOutOnceAndAsUndisturbed() throws Exception {
    System.out.println(new Chaos(Long.getLong("medsift.seed", 11), ROUNDS, FIRST).run(directory));
  }
}

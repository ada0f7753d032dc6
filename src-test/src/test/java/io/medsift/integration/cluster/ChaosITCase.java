package io.medsift.integration.cluster;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * So many disturbances as {@code -Dmedsift.rounds} says, of all kinds that take less than minutes,
 * first a power loss. {@link RecoveryITCase} has that one in each build.
 */
@Tag("long")
class ChaosITCase {
  private static final int ROUNDS = Integer.getInteger("medsift.rounds", 50);
  private static final List<Disturbance> FIRST = List.of(Disturbance.ALL_DIE);

  @TempDir private Path directory;

  @Test
  void everyRecordComesOutOnceAndAsUndisturbed() throws Exception {
    System.out.println(new Chaos(Long.getLong("medsift.seed", 11), ROUNDS, FIRST).run(directory));
  }
}

package io.medsift.production;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code -Dmedsift.rounds} says how many disturbances, 50 in the profile {@code long}. */
class ChaosITCase {
  private static final int ROUNDS = Integer.getInteger("medsift.rounds", 9);

  @TempDir private Path directory;

  @Test
  void everyRecordComesOutOnceAndAsUndisturbed() throws Exception {
    System.out.println(new Chaos(Long.getLong("medsift.seed", 11), ROUNDS).run(directory));
  }
}

package io.medsift.evolve;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.evolution.EvolutionMethod;
import io.medsift.recipe.Recipe.EvolveSettings;
import io.medsift.storage.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;
import java.util.SplittableRandom;

/** Method by which a question evolves: a pure function of seed id, round and the recipe's seed. */
final class MethodChoice {
  private final List<EvolutionMethod> allowed;
  private final long seed;

  MethodChoice(EvolveSettings settings) {
    this.allowed = settings.methods().stream().map(EvolutionMethod::of).toList();
    this.seed = settings.seed();
  }

  /** Returns the method, as it is spelt in recipes. */
  String of(String seedId, int round) {
    MessageDigest digest = Sha256.digest();
    digest.update((seed + " " + round + " " + seedId).getBytes(UTF_8));
    long drawn = ByteBuffer.wrap(digest.digest()).getLong();
    return EvolutionMethod.choose(allowed, new SplittableRandom(drawn)).wireName();
  }
}

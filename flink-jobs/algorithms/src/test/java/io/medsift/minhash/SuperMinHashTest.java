package io.medsift.minhash;

import static org.assertj.core.api.Assertions.assertThat;

import com.dynatrace.hash4j.similarity.ElementHashProvider;
import com.dynatrace.hash4j.similarity.SimilarityHashing;
import com.dynatrace.hash4j.similarity.SuperMinHashVersion;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuperMinHashTest {
  /** Sets of sizes on both sides of the bounds, and signatures longer than the sets. */
  @ParameterizedTest
  @CsvSource({"1, 70", "16, 200", "130, 4200", "1000, 300"})
  void givesTheComponentsOfTheReference(int size, int mostElements) {
    SuperMinHash minHash = new SuperMinHash(size);
    var reference = SimilarityHashing.superMinHash(size, 32, SuperMinHashVersion.V1).createHasher();
    Random random = new Random(size);
    for (int count = 1; count <= mostElements; count += 1 + count / 16) {
      long[] hashes = random.longs(count).toArray();
      ElementHashProvider elements = ElementHashProvider.ofValues(hashes);
      int[] expected = new int[size];
      ByteBuffer.wrap(reference.compute(elements))
          .order(ByteOrder.LITTLE_ENDIAN)
          .asIntBuffer()
          .get(expected);

      assertThat(minHash.of(elements)).as("%d elements", count).isEqualTo(expected);
    }
  }
}

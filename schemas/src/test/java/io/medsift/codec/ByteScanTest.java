package io.medsift.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ByteScanTest {

  @Test
  void findsTheFirstOfTwoBytesAsALoopDoes() {
    SplittableRandom random = new SplittableRandom(5);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[random.nextInt(40)];
      // Few values, and their neighbours by one bit, so that borrows and carries occur.
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) ("\"\\".charAt(random.nextInt(2)) ^ 1 << random.nextInt(9));
      }
      int from = random.nextInt(bytes.length + 1);
      int expected = from;
      while (expected < bytes.length && bytes[expected] != '"' && bytes[expected] != '\\') {
        expected++;
      }
      assertThat(ByteScan.indexOfEither(bytes, from, (byte) '"', (byte) '\\')).isEqualTo(expected);
    }
  }
}

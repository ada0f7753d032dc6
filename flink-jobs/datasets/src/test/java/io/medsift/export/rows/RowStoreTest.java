package io.medsift.export.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowStoreTest {
  private static final int[] LENGTHS = {1, 700_000, 700_000, 3_000_000, 0, 1 << 20, 5};

  @TempDir private Path directory;

  @Test
  void givesRowsOfAnyLengthBackFromWhereTheyWerePut() throws Exception {
    try (RowStore store = RowStore.create(directory.resolve("rows"))) {
      List<Long> starts = new ArrayList<>();
      for (int i = 0; i < LENGTHS.length; i++) {
        starts.add(store.append(ByteBuffer.wrap(row(i))));
      }
      store.flush();
      for (int i = LENGTHS.length - 1; i >= 0; i--) {
        ByteBuffer read = ByteBuffer.allocate(LENGTHS[i]);
        store.read(starts.get(i), read);
        assertThat(read.array()).isEqualTo(row(i));
      }
    }
  }

  @Test
  void saysThatARowIsCutOff() throws Exception {
    try (RowStore store = RowStore.create(directory.resolve("rows"))) {
      store.append(ByteBuffer.wrap(row(6)));
      store.flush();
      assertThatThrownBy(() -> store.read(1, ByteBuffer.allocate(5)))
          .isInstanceOf(EOFException.class)
          .hasMessageContaining("cut off");
    }
  }

  private static byte[] row(int number) {
    byte[] row = new byte[LENGTHS[number]];
    Arrays.fill(row, (byte) (number + 1));
    return row;
  }
}

package io.medsift.export.rows;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/** Offsets of one partition, a bit each, in blocks that are there where they hold any. */
final class OffsetSet {
  private static final int BLOCK_BITS = 16;

  private final Map<Long, BitSet> blocks = new TreeMap<>();

  /** Adds an offset; false if it was there. */
  boolean add(long offset) {
    BitSet block = blocks.computeIfAbsent(offset >>> BLOCK_BITS, index -> new BitSet());
    int bit = (int) (offset & ((1 << BLOCK_BITS) - 1));
    if (block.get(bit)) {
      return false;
    }
    block.set(bit);
    return true;
  }

  void write(DataOutputStream out) throws IOException {
    out.writeInt(blocks.size());
    for (Map.Entry<Long, BitSet> block : blocks.entrySet()) {
      byte[] bits = block.getValue().toByteArray();
      out.writeLong(block.getKey());
      out.writeInt(bits.length);
      out.write(bits);
    }
  }

  static OffsetSet read(DataInputStream in) throws IOException {
    OffsetSet offsets = new OffsetSet();
    int blocks = in.readInt();
    for (int i = 0; i < blocks; i++) {
      long index = in.readLong();
      offsets.blocks.put(index, BitSet.valueOf(in.readNBytes(in.readInt())));
    }
    return offsets;
  }
}

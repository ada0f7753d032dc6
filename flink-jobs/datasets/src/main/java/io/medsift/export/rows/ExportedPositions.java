package io.medsift.export.rows;

import io.medsift.export.rows.IndexedRow.SamplePartition;
import io.medsift.verdict.Decision;
import io.medsift.verdict.Position;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * The positions of all rows that were exported, so that a verdict that a replay wrote again is not
 * exported again. A bit for each sample, kept beside the manifest.
 */
public final class ExportedPositions {
  private static final int FORMAT = 1;

  private record Key(Decision decision, SamplePartition partition) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byDecision = decision.compareTo(other.decision);
      return byDecision != 0 ? byDecision : partition.compareTo(other.partition);
    }
  }

  private final Map<Key, OffsetSet> exported = new TreeMap<>();

  /** Notes that a position is exported; false if it was before. */
  public boolean add(Decision decision, Position position) {
    Key key = new Key(decision, new SamplePartition(position.topic(), position.partition()));
    return exported.computeIfAbsent(key, none -> new OffsetSet()).add(position.offset());
  }

  /** Returns whether a position is exported. */
  public boolean contains(Decision decision, Position position) {
    OffsetSet offsets =
        exported.get(
            new Key(decision, new SamplePartition(position.topic(), position.partition())));
    return offsets != null && offsets.contains(position.offset());
  }

  /** Writes all positions to a file. */
  public void write(Path file) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(
            new DeflaterOutputStream(new BufferedOutputStream(Files.newOutputStream(file))))) {
      out.writeInt(FORMAT);
      out.writeInt(exported.size());
      for (Map.Entry<Key, OffsetSet> entry : exported.entrySet()) {
        out.writeUTF(entry.getKey().decision().name());
        out.writeUTF(entry.getKey().partition().topic());
        out.writeInt(entry.getKey().partition().partition());
        entry.getValue().write(out);
      }
    }
  }

  /** Reads what {@link #write(Path)} wrote. */
  public static ExportedPositions read(Path file) throws IOException {
    ExportedPositions positions = new ExportedPositions();
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(new InflaterInputStream(Files.newInputStream(file))))) {
      int format = in.readInt();
      if (format != FORMAT) {
        throw new IOException(file + " has format " + format + ", this version reads " + FORMAT);
      }
      int keys = in.readInt();
      for (int i = 0; i < keys; i++) {
        Decision decision = Decision.valueOf(in.readUTF());
        SamplePartition partition = new SamplePartition(in.readUTF(), in.readInt());
        positions.exported.put(new Key(decision, partition), OffsetSet.read(in));
      }
    }
    return positions;
  }

  /** Offsets of one partition, a bit each, in blocks that are there where they hold any. */
  static final class OffsetSet {
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

    boolean contains(long offset) {
      BitSet block = blocks.get(offset >>> BLOCK_BITS);
      return block != null && block.get((int) (offset & ((1 << BLOCK_BITS) - 1)));
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
}

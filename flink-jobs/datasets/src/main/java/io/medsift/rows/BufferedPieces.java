package io.medsift.rows;

import java.io.InputStream;

/** Pieces that stand in a buffer, from its start to {@link #pieceEnd}. */
abstract class BufferedPieces implements Pieces {
  /** The bytes read last. */
  final PieceBuffer buffer;

  /** Where the piece ends in the buffer. */
  int pieceEnd;

  BufferedPieces(InputStream in, int longest) {
    buffer = new PieceBuffer(in, longest);
  }

  @Override
  public final byte[] bytes() {
    return buffer.bytes();
  }

  @Override
  public final int start() {
    return buffer.start();
  }

  @Override
  public final int length() {
    return pieceEnd - buffer.start();
  }

  @Override
  public final boolean tooLong() {
    return buffer.tooLong();
  }

  @Override
  public final long fullLength() {
    return buffer.dropped() + length();
  }
}

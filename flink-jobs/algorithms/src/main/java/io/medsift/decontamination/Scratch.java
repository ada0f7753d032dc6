package io.medsift.decontamination;

import java.util.function.Supplier;

/**
 * A work space for each thread, for texts of ordinary size. A huge text gets one of its own, so
 * that a single hostile prompt does not leave its memory behind in every thread.
 */
final class Scratch<T> {
  private static final int ORDINARY_LENGTH = 1 << 16;

  private final Supplier<T> factory;
  private final ThreadLocal<T> ordinary;

  Scratch(Supplier<T> factory) {
    this.factory = factory;
    this.ordinary = ThreadLocal.withInitial(factory);
  }

  T forText(String text) {
    return text.length() <= ORDINARY_LENGTH ? ordinary.get() : factory.get();
  }
}

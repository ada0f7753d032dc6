package io.medsift.benchmark;

import java.util.Locale;

/**
 * One measured number beside what was asked for.
 *
 * @param what was measured, and on which input
 * @param target such as {@code ">= 45,000"}; empty where nothing was asked for
 * @param met whether the number reaches its target; true where there is none
 */
record Figure(String what, double measured, String unit, String target, boolean met) {

  static Figure of(String what, double measured, String unit) {
    return new Figure(what, measured, unit, "", true);
  }

  static Figure atLeast(double target, String what, double measured, String unit) {
    return new Figure(what, measured, unit, ">= " + number(target), measured >= target);
  }

  static Figure atMost(double target, String what, double measured, String unit) {
    return new Figure(what, measured, unit, "<= " + number(target), measured <= target);
  }

  String value() {
    return number(measured) + " " + unit;
  }

  private static String number(double value) {
    if (value != 0 && Math.abs(value) < 0.01) {
      return String.format(Locale.ROOT, "%.2e", value);
    }
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f", value);
  }
}

package io.medsift.answers;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number as an exact fraction, with its unit.
 *
 * @param denominator positive
 * @param unit empty where there is none
 * @param percent whether it was written as a percentage; the value is then already divided by 100
 */
record Quantity(BigInteger numerator, BigInteger denominator, boolean percent, String unit) {
  private static final int LENGTH_LIMIT = 120;
  private static final int EXPONENT_LIMIT = 400;
  private static final BigInteger HUNDRED = BigInteger.valueOf(100);

  private static final Pattern FRACTION =
      Pattern.compile("\\\\[dt]?+frac\\s*+\\{\\s*+(\\d++)\\s*+\\}\\s*+\\{\\s*+(\\d++)\\s*+\\}");
  private static final Pattern NUMBER =
      Pattern.compile(
          "([+-]?+)\\s*+((?:\\d{1,3}+(?:,\\d{3})++(?!\\d)|\\d++)(?:\\.\\d++)?+|\\.\\d++)"
              + "(?:e([+-]?+\\d{1,4}+)|\\s*+[×x]\\s*+10\\s*+\\^\\s*+([+-]?+\\d{1,4}+))?+"
              + "(?:\\s*+/\\s*+(\\d++))?+\\s*+(.*+)");

  /** Reads a piece that is nothing but a number and perhaps a unit, or gives null. */
  static Quantity parse(String piece) {
    if (piece.length() > LENGTH_LIMIT) {
      return null;
    }
    String plain = piece.indexOf("frac") < 0 ? piece : FRACTION.matcher(piece).replaceAll("$1/$2");
    String normalised = TextNormaliser.normalise(plain);
    int equals = normalised.lastIndexOf('=');
    Matcher matcher = NUMBER.matcher(normalised.substring(equals + 1).strip());
    if (!matcher.matches()) {
      return null;
    }
    String exponent = matcher.group(3) != null ? matcher.group(3) : matcher.group(4);
    int power = exponent == null ? 0 : Integer.parseInt(exponent);
    BigInteger divisor =
        matcher.group(5) == null ? BigInteger.ONE : new BigInteger(matcher.group(5));
    String unit = matcher.group(6).strip();
    boolean percent = unit.equals("%") || unit.equals("percent") || unit.equals("per cent");
    if (Math.abs(power) > EXPONENT_LIMIT || divisor.signum() == 0 || !(percent || isUnit(unit))) {
      return null;
    }
    BigDecimal value =
        new BigDecimal(matcher.group(1) + matcher.group(2).replace(",", ""))
            .scaleByPowerOfTen(percent ? power - 2 : power);
    BigInteger numerator =
        value.scale() > 0 ? value.unscaledValue() : value.setScale(0).unscaledValue();
    BigInteger scale = value.scale() > 0 ? BigInteger.TEN.pow(value.scale()) : BigInteger.ONE;
    return new Quantity(
        numerator, scale.multiply(divisor), percent, percent ? "" : unit.replace(" ", ""));
  }

  private static boolean isUnit(String unit) {
    if (unit.length() > 24) {
      return false;
    }
    for (int at = 0; at < unit.length(); at++) {
      char c = unit.charAt(at);
      boolean power = Character.isDigit(c) && at > 0 && unit.charAt(at - 1) != ' ';
      boolean allowed = Character.isLetter(c) || " /·.^°'-".indexOf(c) >= 0;
      boolean first = at > 0 || Character.isLetter(c) || c == '°' || c == '/';
      if (!(power || allowed) || !first) {
        return false;
      }
    }
    String word = unit.toLowerCase(Locale.ROOT);
    return !(word.equals("or")
        || word.startsWith("or ")
        || word.startsWith("to ")
        || word.startsWith("and "));
  }

  boolean hasUnit() {
    return !unit.isEmpty();
  }

  boolean equalsExactly(Quantity other) {
    return numerator.multiply(other.denominator).equals(other.numerator.multiply(denominator));
  }

  /** Whether the two differ by at most a hundredth, as a rounded answer does. */
  boolean isNear(Quantity other) {
    BigInteger left = numerator.multiply(other.denominator);
    BigInteger right = other.numerator.multiply(denominator);
    return left.subtract(right).abs().multiply(HUNDRED).compareTo(right.abs()) <= 0;
  }

  /** The same digits without the percent sign. */
  Quantity withoutPercent() {
    return percent ? new Quantity(numerator.multiply(HUNDRED), denominator, false, unit) : this;
  }
}

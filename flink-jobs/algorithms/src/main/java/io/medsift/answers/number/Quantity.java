package io.medsift.answers.number;

import io.medsift.answers.text.TextNormaliser;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number as an exact fraction, with its unit.
 *
 * <p>A mixed number, 2½ or {@code 2\frac{1}{2}}, is a sum; 42 million and 42万 are scaled. What
 * follows the digits and is neither a unit nor a scale ("42 or more", "42nd", "42x") makes it no
 * number that could be compared.
 *
 * @param denominator positive
 * @param unit empty where there is none
 * @param percent whether it was written as a percentage; the value is then already divided by 100
 * @param terms the two numbers where it was written with a slash, as 120/80; else null
 */
public record Quantity(
    BigInteger numerator, BigInteger denominator, boolean percent, String unit, String terms) {
  private static final int LENGTH_LIMIT = 120;
  private static final int EXPONENT_LIMIT = 400;
  private static final int BASE_LIMIT = 6;
  private static final BigInteger MAX_FACTORIAL = BigInteger.valueOf(30);
  private static final BigInteger HUNDRED = BigInteger.valueOf(100);
  private static final String OVER = "\uE000";

  private static final String TERM = "(?:\\{\\s*+([+-]?+\\d++)\\s*+\\}|\\s*+(\\d))";
  private static final Pattern FRACTION =
      Pattern.compile("(?:(?<=[\\d ,;!~])|(\\d?+))\\\\[dtc]?+frac\\s*+" + TERM + "\\s*+" + TERM);
  private static final Pattern PRODUCT = Pattern.compile("(?<=\\d)\\s*+\\*\\s*+(?=\\d)");

  private static final Pattern TIE = Pattern.compile("(?<=\\d)~(?=[\\p{L}\\\\])");

  /** 42M may be millions or metres, 42K thousands or kelvins. */
  private static final Pattern SCALE_LETTER =
      Pattern.compile("\\d\\s*+(?:[KMBT]|MM)(?![\\p{L}/·^\\d])");

  private static final Pattern ABOUT =
      Pattern.compile("^(?:approximately|about|roughly|≈|~|大约|约)\\s*+");
  private static final Pattern CURRENCY = Pattern.compile("^([+-]?+)\\s*+[$£€¥]\\s*+");
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?<sign>[+-]?+)\\s*+(?:(?<whole>\\d++)(?:\\s++|\\s*+and\\s++|-|又)(?=\\d++\\s*+[/"
              + OVER
              + "]\\s*+\\d))?+"
              + "(?<number>(?:\\d{1,3}+(?:,\\d{3})++(?!\\d)|\\d++)(?:\\.\\d++)?+|\\.\\d++)"
              + "(?:e(?<e>[+-]?+\\d{1,4}+)|\\s*+[×x·]\\s*+10\\s*+\\^\\s*+(?<ten>[+-]?+\\d{1,4}+)"
              + "|\\^\\s*+(?<power>[+-]?+\\d{1,4}+))?+"
              + "(?:\\s*+(?<over>[/"
              + OVER
              + "])\\s*+(?<divisor>\\d++))?+\\s*+(?<unit>.*+)");

  /** Letters that are a unit by themselves; others are a variable or a scale. */
  private static final String UNIT_LETTERS = "glmshvwjcfaud";

  /** Words after a number that change it. */
  static final Set<String> CHANGES =
      Set.of(
          "or",
          "to",
          "and",
          "point",
          "plus",
          "minus",
          "times",
          "divided",
          "over",
          "squared",
          "cubed",
          "of",
          "out",
          "more",
          "less",
          "fold",
          "something",
          "odd",
          "ish",
          "factorial",
          "pi",
          "mod",
          "choose",
          "not",
          "is",
          "but",
          "st",
          "nd",
          "rd",
          "th",
          "dozen",
          "dozens",
          "score",
          "pct",
          "permille",
          "mil",
          "k",
          "if",
          "than",
          "through",
          "versus",
          "vs",
          "exp",
          "log",
          "ln",
          "percentage",
          "percent",
          "tenths",
          "hundredths",
          "thousandths",
          "millionths",
          "billionths",
          "trillionths",
          "billón",
          "billones",
          "billionen");

  private static final String HAN_CHANGES = "折到至或和与以左多余倍点成半几来兆分";
  private static final Pattern HAN_EQUATION =
      Pattern.compile("等于|[乘减]|除以|加上|\\p{IsIdeographic}\\d.");
  private static final Set<String> PRESSURES = Set.of("mmhg", "torr", "kpa", "cmh2o");

  /** Reads a piece that is nothing but a number and perhaps a unit, or gives null. */
  public static Quantity parse(String piece) {
    if (piece.length() > LENGTH_LIMIT || SCALE_LETTER.matcher(piece).find()) {
      return null;
    }
    String normalised = TextNormaliser.normalise(withoutCommands(piece));
    int equals = normalised.lastIndexOf('=');
    String stated = normalised.substring(equals + 1).strip();
    stated = CURRENCY.matcher(ABOUT.matcher(stated).replaceFirst("")).replaceFirst("$1");
    Matcher matcher = NUMBER.matcher(stated);
    return matcher.matches() ? of(matcher) : null;
  }

  private static String withoutCommands(String piece) {
    String plain = piece.indexOf('*') < 0 ? piece : PRODUCT.matcher(piece).replaceAll("×");
    // A tie between number and unit in LaTeX; at the start it means "about".
    plain = plain.indexOf('~') <= 0 ? plain : TIE.matcher(plain).replaceAll(" ");
    if (plain.indexOf("frac") < 0) {
      return plain;
    }
    StringBuilder result = new StringBuilder();
    Matcher matcher = FRACTION.matcher(plain);
    while (matcher.find()) {
      String above = matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
      String below = matcher.group(4) != null ? matcher.group(4) : matcher.group(5);
      String whole = matcher.group(1) == null ? "" : matcher.group(1);
      matcher.appendReplacement(result, whole + " " + above + OVER + below);
    }
    return matcher.appendTail(result).toString();
  }

  private static Quantity of(Matcher matcher) {
    Integer power = power(matcher);
    String over = matcher.group("over");
    BigInteger divisor = over == null ? BigInteger.ONE : new BigInteger(matcher.group("divisor"));
    Scaled scaled = Scaled.of(matcher.group("unit").strip());
    if (power == null || divisor.signum() == 0 || scaled == null) {
      return null;
    }
    BigDecimal value = value(matcher, power, divisor);
    if (value == null) {
      return null;
    }
    value = value.scaleByPowerOfTen(scaled.power() - (scaled.percent() ? 2 : 0));
    BigInteger numerator =
        value.scale() > 0 ? value.unscaledValue() : value.setScale(0).unscaledValue();
    BigInteger scale = value.scale() > 0 ? BigInteger.TEN.pow(value.scale()) : BigInteger.ONE;
    boolean slash = "/".equals(over) && matcher.group("whole") == null;
    return new Quantity(
        numerator,
        scale.multiply(divisor),
        scaled.percent(),
        scaled.percent() ? "" : scaled.unit().replace(" ", ""),
        slash ? matcher.group("number") + "/" + divisor : null);
  }

  /** The power of ten, 0 where there is none; null where it is beyond all measure. */
  private static Integer power(Matcher matcher) {
    String written = matcher.group("e") != null ? matcher.group("e") : matcher.group("ten");
    int power = written == null ? 0 : Integer.parseInt(written);
    return Math.abs(power) > EXPONENT_LIMIT ? null : power;
  }

  /** The number above the divisor. */
  private static BigDecimal value(Matcher matcher, int power, BigInteger divisor) {
    BigDecimal value = new BigDecimal(matcher.group("number").replace(",", ""));
    String exponent = matcher.group("power");
    if (exponent != null) {
      int times = Integer.parseInt(exponent);
      boolean tenth = times < 0 && value.compareTo(BigDecimal.TEN) == 0;
      if (tenth && -times <= EXPONENT_LIMIT) {
        value = BigDecimal.ONE.scaleByPowerOfTen(times);
      } else if (times < 0 || times > EXPONENT_LIMIT || value.precision() > BASE_LIMIT) {
        return null;
      } else {
        value = value.pow(times);
      }
    }
    String whole = matcher.group("whole");
    if (whole != null) {
      boolean proper = value.scale() == 0 && value.toBigInteger().compareTo(divisor) < 0;
      if (!proper) {
        return null;
      }
      value = value.add(new BigDecimal(new BigInteger(whole).multiply(divisor)));
    }
    value = value.scaleByPowerOfTen(power);
    return matcher.group("sign").equals("-") ? value.negate() : value;
  }

  /**
   * The scale and unit that follow the digits.
   *
   * @param power of ten that the number is multiplied by
   */
  private record Scaled(int power, boolean percent, String unit) {

    /** Null where it is neither a unit nor a scale. */
    static Scaled of(String after) {
      int power = 0;
      String unit = after;
      Scales.Scale scale = unit.isEmpty() ? null : Scales.at(unit);
      while (scale != null) {
        power += scale.power();
        unit = unit.substring(scale.length()).strip();
        scale = unit.isEmpty() ? null : Scales.at(unit);
      }
      boolean percent = unit.equals("%") || unit.equals("percent") || unit.equals("per cent");
      return percent || isUnit(unit) ? new Scaled(power, percent, UnitNames.canonical(unit)) : null;
    }
  }

  private static boolean isUnit(String unit) {
    if (unit.isEmpty()) {
      return true;
    }
    if (unit.length() > 24 || (HAN_CHANGES.indexOf(unit.charAt(0)) >= 0 && !isMinutes(unit))) {
      return false;
    }
    for (int at = 0; at < unit.length(); at++) {
      char c = unit.charAt(at);
      boolean power = Character.isDigit(c) && at > 0 && " /".indexOf(unit.charAt(at - 1)) < 0;
      boolean allowed = Character.isLetter(c) || " /·.^°'-".indexOf(c) >= 0;
      boolean first = at > 0 || Character.isLetter(c) || c == '°' || c == '/';
      if (!(power || allowed) || !first) {
        return false;
      }
    }
    return unit.length() == 1
        ? (unit.charAt(0) >= 0x80 && unit.charAt(0) != 'π') || UNIT_LETTERS.contains(unit)
        : wordsMakeUnit(unit) && !HAN_EQUATION.matcher(unit).find();
  }

  private static boolean isMinutes(String unit) {
    return unit.startsWith("分") && !unit.startsWith("分之");
  }

  private static boolean wordsMakeUnit(String unit) {
    int from = 0;
    while (from <= unit.length()) {
      int space = unit.indexOf(' ', from);
      int end = space < 0 ? unit.length() : space;
      String word = unit.substring(from, end);
      boolean changes = from == 0 && (CHANGES.contains(word) || NumberWords.changes(word));
      if (changes || Scales.isWord(word)) {
        return false;
      }
      from = end + 1;
    }
    return true;
  }

  /** Returns whether this is the factorial of {@code other}, a small whole number. */
  public boolean isFactorialOf(Quantity other) {
    if (!isWhole() || !other.isWhole() || hasUnit()) {
      return false;
    }
    BigInteger last = other.numerator.divide(other.denominator);
    if (last.signum() < 0 || last.compareTo(MAX_FACTORIAL) > 0) {
      return false;
    }
    BigInteger product = BigInteger.ONE;
    for (int factor = 2; factor <= last.intValueExact(); factor++) {
      product = product.multiply(BigInteger.valueOf(factor));
    }
    return product.equals(numerator.divide(denominator));
  }

  public boolean hasUnit() {
    return !unit.isEmpty();
  }

  /**
   * Returns whether it is written as two values that are no fraction: a blood pressure, a visual
   * acuity, a grade such as 5/5.
   */
  public boolean isPair() {
    if (terms == null) {
      return false;
    }
    int slash = terms.indexOf('/');
    BigDecimal first = new BigDecimal(terms.substring(0, slash).replace(",", ""));
    BigDecimal second = new BigDecimal(terms.substring(slash + 1));
    BigDecimal twenty = BigDecimal.valueOf(20);
    boolean pressure =
        first.compareTo(BigDecimal.valueOf(60)) >= 0
            && first.compareTo(BigDecimal.valueOf(300)) <= 0
            && second.compareTo(twenty) >= 0
            && second.compareTo(BigDecimal.valueOf(200)) <= 0;
    boolean reducible =
        first.scale() <= 0
            && !first.toBigInteger().gcd(second.toBigInteger()).equals(BigInteger.ONE);
    boolean large = first.max(second).compareTo(twenty) >= 0;
    return PRESSURES.contains(unit)
        || pressure
        || first.compareTo(second) == 0
        || first.compareTo(twenty) == 0
        || (reducible && large);
  }

  /**
   * Returns whether it is written with a slash and not in lowest terms, as 6/12 of a visual acuity.
   */
  public boolean isReducible() {
    int slash = terms == null ? -1 : terms.indexOf('/');
    return slash > 0
        && terms.indexOf('.') < 0
        && !new BigInteger(terms.substring(0, slash).replace(",", ""))
            .gcd(new BigInteger(terms.substring(slash + 1)))
            .equals(BigInteger.ONE);
  }

  /** Returns whether both are written with the same two numbers around a slash. */
  public boolean sameTerms(Quantity other) {
    return terms != null && terms.equals(other.terms);
  }

  public boolean equalsExactly(Quantity other) {
    return numerator.multiply(other.denominator).equals(other.numerator.multiply(denominator));
  }

  /** Returns whether the two differ by at most a hundredth, as a rounded answer does. */
  public boolean isNear(Quantity other) {
    BigInteger left = numerator.multiply(other.denominator);
    BigInteger right = other.numerator.multiply(denominator);
    return left.subtract(right).abs().multiply(HUNDRED).compareTo(right.abs()) <= 0;
  }

  /** Returns whether the two say the same, one perhaps rounded or without its unit. */
  boolean agrees(Quantity other) {
    if (hasUnit() && other.hasUnit() && !unit.equals(other.unit)) {
      return false;
    }
    if (isPair() || other.isPair()) {
      return sameTerms(other);
    }
    boolean rounded = !isWhole() || !other.isWhole();
    return equalsExactly(other)
        || withoutPercent().equalsExactly(other.withoutPercent())
        || (rounded && isNear(other));
  }

  private boolean isWhole() {
    return numerator.mod(denominator).signum() == 0;
  }

  /** The same digits without the percent sign. */
  public Quantity withoutPercent() {
    return percent
        ? new Quantity(numerator.multiply(HUNDRED), denominator, false, unit, terms)
        : this;
  }
}

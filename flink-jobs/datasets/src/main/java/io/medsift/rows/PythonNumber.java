package io.medsift.rows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.medsift.rows.PythonLiteral.MalformedLiteralException;
import io.medsift.rows.PythonStrings.PythonCharacters;
import io.medsift.text.Text;
import java.math.BigInteger;
import java.util.regex.Pattern;

/** The numbers of a Python literal. */
final class PythonNumber {
  private static final int MAX_DIGITS = 1_000;
  private static final Pattern WHOLE = Pattern.compile("\\d+(_\\d+)*");
  private static final Pattern DECIMAL =
      Pattern.compile("(\\d+(_\\d+)*\\.?(\\d+(_\\d+)*)?|\\.\\d+(_\\d+)*)([eE][+-]?\\d+)?");

  private PythonNumber() {}

  /** Takes a number with its sign. */
  static JsonNode read(PythonCharacters text) throws MalformedLiteralException {
    boolean negative = text.takeIf('-');
    if (!negative) {
      text.takeIf('+');
    }
    int start = text.position();
    while (isPart(text, start)) {
      text.skip(1);
    }
    String digits = text.since(start);
    JsonNode value = value(digits, negative);
    if (value == null) {
      throw new MalformedLiteralException("'" + shortened(digits) + "' is not a number", start);
    }
    return value;
  }

  private static boolean isPart(PythonCharacters text, int start) {
    char next = text.peek();
    if (next == '+' || next == '-') {
      boolean begun = text.position() > start;
      return begun && !text.isAt(start, "0x") && (text.peek(-1) == 'e' || text.peek(-1) == 'E');
    }
    return Character.isLetterOrDigit(next) || next == '_' || next == '.';
  }

  private static JsonNode value(String digits, boolean negative) {
    if (digits.length() > MAX_DIGITS) {
      return null;
    }
    if (digits.equals("inf") || digits.equals("nan")) {
      return NullNode.instance;
    }
    if (WHOLE.matcher(digits).matches()) {
      return whole(new BigInteger(digits.replace("_", "")), negative);
    }
    if (digits.matches("0[xX][0-9a-fA-F]+")) {
      return whole(new BigInteger(digits.substring(2), 16), negative);
    }
    if (!DECIMAL.matcher(digits).matches()) {
      return null;
    }
    double value = Double.parseDouble(digits.replace("_", ""));
    return Double.isInfinite(value)
        ? NullNode.instance
        : DoubleNode.valueOf(negative ? -value : value);
  }

  private static JsonNode whole(BigInteger magnitude, boolean negative) {
    BigInteger value = negative ? magnitude.negate() : magnitude;
    if (value.bitLength() < Integer.SIZE) {
      return IntNode.valueOf(value.intValue());
    }
    return value.bitLength() < Long.SIZE
        ? LongNode.valueOf(value.longValue())
        : BigIntegerNode.valueOf(value);
  }

  private static String shortened(String digits) {
    return Text.shortened(digits, 40);
  }
}

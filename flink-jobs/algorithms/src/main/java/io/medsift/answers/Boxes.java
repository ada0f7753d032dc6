package io.medsift.answers;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the boxes of a text, last first.
 *
 * <p>A box is {@code \boxed{...}} or {@code \fbox{...}} with balanced braces and at most {@value
 * #CONTENT_LIMIT} characters of content; of nested boxes only the innermost counts. At most {@value
 * #BOX_LIMIT} boxes are looked at, so the time is linear whatever the text.
 */
final class Boxes {
  static final int CONTENT_LIMIT = 2_000;
  static final int BOX_LIMIT = 64;

  /**
   * Position of a box and of its content.
   *
   * @param end negative where the box is never closed
   */
  record Box(int start, int contentStart, int end) {
    boolean isClosed() {
      return end >= 0;
    }
  }

  private Boxes() {}

  static List<Box> lastFirst(String text) {
    if (text.indexOf("box") < 0) {
      return List.of();
    }
    List<Box> boxes = new ArrayList<>(2);
    int from = text.length();
    int outerLimit = Integer.MAX_VALUE;
    for (int i = 0; i < BOX_LIMIT; i++) {
      int start = Math.max(text.lastIndexOf("\\boxed", from), text.lastIndexOf("\\fbox", from));
      if (start < 0) {
        return boxes;
      }
      int brace = text.indexOf('{', start);
      int name = start + (text.charAt(start + 1) == 'b' ? "\\boxed".length() : "\\fbox".length());
      if (brace >= 0 && text.substring(name, brace).isBlank()) {
        int end = closing(text, brace + 1);
        boolean encloses = end >= 0 && end > outerLimit;
        if (!encloses) {
          boxes.add(new Box(start, brace + 1, end));
        }
        outerLimit = start;
      }
      from = start - 1;
    }
    return boxes;
  }

  private static int closing(String text, int contentStart) {
    int depth = 1;
    int limit = Math.min(text.length(), contentStart + CONTENT_LIMIT);
    for (int at = contentStart; at < limit; at++) {
      char c = text.charAt(at);
      if (c == '\\') {
        at++;
      } else if (c == '{') {
        depth++;
      } else if (c == '}') {
        depth--;
        if (depth == 0) {
          return at;
        }
      }
    }
    return -1;
  }
}

package io.medsift.recipe;

import java.util.Collection;
import java.util.Optional;

/** Finds the name that a person who misspelt one most likely meant. */
public final class NearestName {
  private NearestName() {}

  /** The known name with the fewest edits, if those are at most a third of its length, or two. */
  public static Optional<String> of(String misspelt, Collection<String> known) {
    String nearest = null;
    int fewest = Integer.MAX_VALUE;
    for (String name : known) {
      int edits = edits(misspelt, name);
      if (edits <= Math.max(2, name.length() / 3) && edits < misspelt.length() && edits < fewest) {
        fewest = edits;
        nearest = name;
      }
    }
    return Optional.ofNullable(nearest);
  }

  /**
   * Returns the error for a name that does not exist.
   *
   * @param problem what the name is not, such as "there is no source"
   */
  public static IllegalArgumentException unknown(
      String problem, String name, Collection<String> known) {
    String hint = of(name, known).map(near -> "; did you mean '" + near + "'?").orElse("");
    String allowed = known.isEmpty() ? "none" : String.join(", ", known);
    return new IllegalArgumentException(
        problem + " '" + name + "'" + hint + " (allowed: " + allowed + ")");
  }

  private static int edits(String a, String b) {
    int[] previous = new int[b.length() + 1];
    int[] current = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replace, 1 + Math.min(previous[j], current[j - 1]));
      }
      int[] swap = previous;
      previous = current;
      current = swap;
    }
    return previous[b.length()];
  }
}

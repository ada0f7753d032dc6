package io.medsift.export.card;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Filter of the licences that an export keeps: {@code commercial}, {@code non-commercial}, {@code
 * unknown} or names of licences, separated by commas; {@code !} before an entry leaves it out. A
 * licence stays if an entry names it, or all entries leave others out.
 *
 * @param keep entries without {@code !}
 * @param leaveOut entries with {@code !}
 */
public record LicenseFilter(List<String> keep, List<String> leaveOut) {

  /** Keeps every licence. */
  public static final LicenseFilter ALL = new LicenseFilter(List.of(), List.of());

  public LicenseFilter {
    keep = List.copyOf(keep);
    leaveOut = List.copyOf(leaveOut);
  }

  /**
   * The filter of a text.
   *
   * @throws IllegalArgumentException if an entry is empty
   */
  public static LicenseFilter parse(String text) {
    List<String> keep = new ArrayList<>();
    List<String> leaveOut = new ArrayList<>();
    for (String entry : Arrays.stream(text.split(",", -1)).map(String::strip).toList()) {
      String name = entry.startsWith("!") ? entry.substring(1).strip() : entry;
      if (name.isEmpty()) {
        throw new IllegalArgumentException(
            "the license filter '"
                + text
                + "' has an empty entry; entries are commercial, non-commercial, unknown or names"
                + " of licences, with ! before those to leave out");
      }
      (entry.startsWith("!") ? leaveOut : keep).add(canonical(name));
    }
    return new LicenseFilter(keep, leaveOut);
  }

  /** Returns true if rows of this licence are exported. */
  public boolean keeps(String license) {
    if (keep.isEmpty() && leaveOut.isEmpty()) {
      return true;
    }
    LicenseTerms terms = LicenseTerms.of(license);
    return (keep.isEmpty() || names(keep, terms)) && !names(leaveOut, terms);
  }

  /** Names of licences among the entries: those that are not {@code commercial} and its like. */
  public List<String> names() {
    return Stream.concat(keep.stream(), leaveOut.stream())
        .filter(
            entry ->
                Arrays.stream(LicenseTerms.Use.values())
                    .noneMatch(use -> use.wireName().equals(entry)))
        .toList();
  }

  /** The filter as it was asked for; empty where it keeps all. */
  @Override
  public String toString() {
    List<String> entries = new ArrayList<>(keep);
    leaveOut.forEach(entry -> entries.add("!" + entry));
    return String.join(",", entries);
  }

  private static boolean names(List<String> entries, LicenseTerms terms) {
    return entries.contains(terms.id()) || entries.contains(terms.use().wireName());
  }

  private static String canonical(String entry) {
    String lower = entry.toLowerCase(Locale.ROOT);
    for (LicenseTerms.Use use : LicenseTerms.Use.values()) {
      if (use.wireName().equals(lower)) {
        return lower;
      }
    }
    return LicenseTerms.of(entry).id();
  }
}

package io.medsift.export.card;

import io.medsift.text.Text;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A licence as a sample names it, under the name that the Hub has for it. Names are compared
 * without regard to case, spaces and underscores; a version may be missing.
 */
public record LicenseTerms(String id, Use use) {

  /** Use that the licence allows, as far as its name says. */
  public enum Use {
    COMMERCIAL,
    NON_COMMERCIAL,
    UNKNOWN;

    /** The spelling on the command line and in statistics. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** A sample that names no licence. */
  public static final LicenseTerms NONE = new LicenseTerms("unknown", Use.UNKNOWN);

  private static final Map<String, String> ALIASES =
      Map.ofEntries(
          Map.entry("apache-2", "apache-2.0"),
          Map.entry("apache", "apache-2.0"),
          Map.entry("apache-license-2.0", "apache-2.0"),
          Map.entry("apache2.0", "apache-2.0"),
          Map.entry("mit-license", "mit"),
          Map.entry("cc0", "cc0-1.0"),
          Map.entry("cc-0", "cc0-1.0"),
          Map.entry("public-domain", "pddl"),
          Map.entry("cc-by", "cc-by-4.0"),
          Map.entry("cc-by-sa", "cc-by-sa-4.0"),
          Map.entry("cc-by-nc", "cc-by-nc-4.0"),
          Map.entry("cc-by-nc-sa", "cc-by-nc-sa-4.0"),
          Map.entry("cc-by-nc-nd", "cc-by-nc-nd-4.0"));

  private static final Pattern SEPARATORS = Pattern.compile("[\\s_]+");
  private static final Pattern HUB_FORBIDS = Pattern.compile("cc-by-nc(-sa|-nd)?-[0-9.]+");
  private static final Pattern FORBIDS = Pattern.compile("(^|-)nc(-|$)|non-?commercial|research");
  private static final Pattern ALLOWS =
      Pattern.compile(
          "mit|apache-2\\.0|bsd-[23]-clause|isc|unlicense|pddl|cc0-1\\.0|odc-by|odbl"
              + "|cc-by(-sa|-nd)?-[0-9.]+"
              + "|(a|l)?gpl-[23]\\.[01]|mpl-2\\.0|cdla-permissive-[12]\\.0");

  /** The terms of a licence by its name; {@link #NONE} where there is none. */
  public static LicenseTerms of(String name) {
    if (name == null || name.isBlank()) {
      return NONE;
    }
    String spelt = SEPARATORS.matcher(Text.lowerCase(name.strip())).replaceAll("-");
    String id = ALIASES.getOrDefault(spelt, spelt);
    return new LicenseTerms(id, use(id));
  }

  /** Returns true if the Hub knows the licence by this name. */
  public boolean isKnown() {
    return use == Use.COMMERCIAL || HUB_FORBIDS.matcher(id).matches();
  }

  private static Use use(String id) {
    if (FORBIDS.matcher(id).find()) {
      return Use.NON_COMMERCIAL;
    }
    return ALLOWS.matcher(id).matches() ? Use.COMMERCIAL : Use.UNKNOWN;
  }
}

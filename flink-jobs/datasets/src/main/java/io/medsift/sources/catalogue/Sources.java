package io.medsift.sources.catalogue;

import io.medsift.recipe.NearestName;
import io.medsift.sources.Source;
import java.util.ArrayList;
import java.util.List;

/** The sources that Medsift knows. */
public final class Sources {
  private static final List<Source> ALL = Catalogue.sources();

  private Sources() {}

  /** All of them, in the order of the published groups. */
  public static List<Source> all() {
    return ALL;
  }

  /** Their names. */
  public static List<String> names() {
    List<String> names = new ArrayList<>();
    for (Source source : ALL) {
      names.add(source.card().name());
    }
    return names;
  }

  /**
   * The source of that name.
   *
   * @throws IllegalArgumentException if there is none; the message says which was likely meant
   */
  public static Source named(String name) {
    for (Source source : ALL) {
      if (source.card().name().equals(name)) {
        return source;
      }
    }
    throw NearestName.unknown("there is no source", name, names());
  }
}

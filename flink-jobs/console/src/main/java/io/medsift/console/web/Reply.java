package io.medsift.console.web;

import io.medsift.review.html.Section;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** What a page answers. */
public sealed interface Reply {
  /**
   * A page in the frame of the console.
   *
   * @param title of the document
   * @param live a part at the top that a script renews while the page is open; null for none
   * @param content the rest
   */
  record Document(String title, Section live, Section content) implements Reply {
    /** A page that does not change while it is open. */
    public Document(String title, Section content) {
      this(title, null, content);
    }
  }

  /**
   * Another page to go to, after a form.
   *
   * @param remember what the browser is to remember, as long as it is open: names to values
   */
  record Redirect(String to, Map<String, String> remember) implements Reply {
    /** Another page to go to, and nothing to remember. */
    public Redirect(String to) {
      this(to, Map.of());
    }

    public Redirect {
      remember = Map.copyOf(remember);
      if (!to.startsWith("/") || to.startsWith("//")) {
        throw new IllegalArgumentException("not a path of the console: " + to);
      }
    }
  }

  /** A file to keep, as plain text. */
  record Download(String fileName, Body body) implements Reply {}

  /** Writes a file. */
  @FunctionalInterface
  interface Body {
    /** Writes all of it; the caller closes. */
    void write(OutputStream out) throws IOException;
  }
}

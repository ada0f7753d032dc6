package io.medsift.review.html;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.review.text.Excerpt;
import io.medsift.review.text.SafeText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Writes HTML so that nothing but its own elements can be markup: text and attribute values are
 * escaped, whatever they hold. Names of elements and attributes must be literals.
 */
public final class Html {
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

  private final StringBuilder out = new StringBuilder(1 << 16);
  private final Deque<String> open = new ArrayDeque<>();

  private Html() {}

  /** Starts a fragment, for a part of a page. */
  public static Html fragment() {
    return new Html();
  }

  /**
   * Starts a page: what is written next is its content, until {@link #end()}. The page runs no
   * script and loads nothing, and its content security policy forbids both.
   *
   * @param style added to the style sheet that all pages share
   */
  public static Html page(String title, String style) {
    Html html = new Html();
    html.open("html", "lang", "en").open("head").single("meta", "charset", "utf-8");
    html.single("meta", "http-equiv", "Content-Security-Policy", "content", POLICY)
        .single("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
        .single("meta", "name", "color-scheme", "content", "light dark")
        .element("title", "", title)
        .styleSheet(style() + style)
        .close();
    return html.open("body").open("main");
  }

  /**
   * Starts the head and body of a page that a server sends with a content security policy of its
   * own: what is written next is the body, until {@link #end()}, which must hold one open {@code
   * main}.
   *
   * @param style path of the style sheet
   * @param script path of the script
   */
  public static Html served(String title, String style, String script) {
    Html html = new Html();
    html.open("html", "lang", "en").open("head").single("meta", "charset", "utf-8");
    html.single("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
        .single("meta", "name", "color-scheme", "content", "light dark")
        .element("title", "", title)
        .single("link", "rel", "stylesheet", "href", style)
        .single("link", "rel", "icon", "href", "data:,")
        .open("script", "src", script, "defer", "")
        .close(2);
    return html.open("body");
  }

  /** The style sheet that all pages share. */
  public static String style() {
    return resource(Html.class, "page.css");
  }

  /** Reads a style sheet that lies beside a class. */
  public static String resource(Class<?> beside, String name) {
    try (InputStream css = beside.getResourceAsStream(name)) {
      return new String(css.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the style sheet " + name + " cannot be read", e);
    }
  }

  /** Ends the page that {@link #page} started, and returns it. */
  public String end() {
    close(3);
    return toString();
  }

  /** Opens an element; {@code attributes} are names and values in turn. */
  public Html open(String element, String... attributes) {
    out.append('<').append(element);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ')
          .append(attributes[i])
          .append("=\"")
          .append(SafeText.html(attributes[i + 1]))
          .append('"');
    }
    out.append('>');
    open.push(element);
    return this;
  }

  /** Opens an element of a class. */
  public Html div(String cssClass) {
    return open("div", "class", cssClass);
  }

  /** Closes the element opened last. */
  public Html close() {
    out.append("</").append(open.pop()).append('>');
    return this;
  }

  /** Closes so many elements. */
  public Html close(int elements) {
    for (int i = 0; i < elements; i++) {
      close();
    }
    return this;
  }

  /** Writes text. */
  public Html text(String text) {
    out.append(SafeText.html(text));
    return this;
  }

  /** Writes an element that holds nothing but text. */
  public Html element(String element, String cssClass, String text) {
    return (cssClass.isEmpty() ? open(element) : open(element, "class", cssClass))
        .text(text)
        .close();
  }

  /** Writes a name, cut in its middle where it is long; the whole is shown on hovering. */
  public Html name(String element, String cssClass, String name, int longest) {
    String shown = Excerpt.middle(name, longest);
    if (shown.equals(name)) {
      return element(element, cssClass, name);
    }
    return open(element, "class", cssClass, "title", name).text(shown).close();
  }

  /** Writes the head of a table. */
  public Html head(List<String> columns) {
    open("tr");
    columns.forEach(column -> open("th", "scope", "col").text(column).close());
    return close();
  }

  /** Writes the cell that names a row of a table, a long name cut in its middle. */
  public Html rowHead(String cssClass, String name, int longest) {
    String shown = Excerpt.middle(name, longest);
    return (shown.equals(name)
            ? open("th", "scope", "row", "class", cssClass)
            : open("th", "scope", "row", "class", cssClass, "title", name))
        .text(shown)
        .close();
  }

  /** Writes an element that has no end tag. */
  public Html single(String element, String... attributes) {
    open(element, attributes);
    open.pop();
    return this;
  }

  private Html styleSheet(String css) {
    out.append("<style>").append(css).append("</style>");
    return this;
  }

  /** Returns the document; every element must have been closed. */
  @Override
  public String toString() {
    return "<!DOCTYPE html>\n" + content() + "\n";
  }

  /** Returns a fragment; every element must have been closed. */
  public String content() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("elements are still open: " + open);
    }
    return out.toString();
  }
}

package io.medsift.review.html;

import io.medsift.review.text.Excerpt;
import io.medsift.review.text.SafeText;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Writes HTML so that nothing but its own elements can be markup: text and attribute values are
 * escaped, whatever they hold. Names of elements and attributes must be literals.
 */
public final class Html {
  private final StringBuilder out = new StringBuilder(1 << 16);
  private final Deque<String> open = new ArrayDeque<>();

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

  /** Writes the product's own style sheet. */
  public Html style(String css) {
    out.append("<style>").append(css).append("</style>");
    return this;
  }

  /** The page; every element must have been closed. */
  public String page() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("elements are still open: " + open);
    }
    return "<!DOCTYPE html>\n" + out + "\n";
  }
}

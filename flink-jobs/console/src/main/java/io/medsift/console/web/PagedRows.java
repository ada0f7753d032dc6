package io.medsift.console.web;

import io.medsift.review.html.Html;
import java.util.List;
import java.util.Locale;

/**
 * The rows of a long list that a page shows.
 *
 * @param parameter that says which part of the list a request wants
 * @param part which one this is, from 1
 * @param parts how many there are
 * @param first the place of the first row in the list, from 0
 * @param all how many rows the list has
 */
public record PagedRows<T>(
    List<T> rows, String parameter, int part, int parts, int first, int all) {
  /** The part of a list that a request wants; the last one where it wants a later one. */
  public static <T> PagedRows<T> of(
      PageRequest request, String parameter, List<T> list, int rowsOfPart) {
    int parts = Math.max(1, (list.size() + rowsOfPart - 1) / rowsOfPart);
    int part = (int) Math.min(parts, request.number(parameter, 1, 1, Integer.MAX_VALUE));
    int first = (part - 1) * rowsOfPart;
    return new PagedRows<>(
        list.subList(first, Math.min(list.size(), first + rowsOfPart)),
        parameter,
        part,
        parts,
        first,
        list.size());
  }

  /**
   * Writes which rows these are and links to the other parts, where there are such.
   *
   * @param here the page with all its other parameters
   * @param anchor of the list on it
   * @param what its rows are, in the plural
   */
  public void links(Html html, Link here, String anchor, String what) {
    if (parts == 1) {
      return;
    }
    html.open("nav", "class", "pager parts-of-list", "aria-label", "Pages of " + what);
    html.element(
        "span",
        "note",
        String.format(
            Locale.ROOT, "%,d to %,d of %,d %s", first + 1, first + rows.size(), all, what));
    if (part > 1) {
      link(html, here, anchor, 1, "First");
      link(html, here, anchor, part - 1, "Previous");
    }
    if (part < parts) {
      link(html, here, anchor, part + 1, "Next");
      link(html, here, anchor, parts, "Last");
    }
    html.close();
  }

  private void link(Html html, Link here, String anchor, int to, String name) {
    String value = to == 1 ? null : Integer.toString(to);
    html.open("a", "href", here.with(parameter, value) + "#" + anchor).text(name).close();
  }
}

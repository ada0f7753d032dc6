package io.medsift.console.pages;

import io.medsift.console.index.Facet;
import io.medsift.console.index.Matches;
import io.medsift.console.web.Link;
import io.medsift.console.web.PageRequest;
import io.medsift.console.web.PagedRows;
import io.medsift.review.html.Html;
import io.medsift.review.text.Formats;
import java.util.List;
import java.util.Map;

/** The values of a dimension beside a list of verdicts, each with a link that filters by it. */
final class FacetList {
  /** Names the dimension of which all values are shown. */
  static final String MORE = "more";

  /** Which part of them. */
  static final String VALUES = "values";

  private static final int FIRST_VALUES = 12;
  private static final int VALUES_OF_PART = 100;
  private static final int MAX_NAME = 44;

  private FacetList() {}

  /** Writes the values, the most frequent first; nothing for a dimension that is filtered by. */
  static void write(Html html, PageRequest request, Facet dimension, Map<String, Long> counts) {
    if (counts.isEmpty() || request.exact(dimension.wireName()).isPresent()) {
      return;
    }
    boolean all = request.parameter(MORE).filter(dimension.wireName()::equals).isPresent();
    List<Map.Entry<String, Long>> values = List.copyOf(counts.entrySet());
    Link list = VerdictLinks.list(request);
    Link more = list.with(MORE, dimension.wireName());
    String anchor = "by-" + dimension.wireName();
    html.open("h2", "id", anchor).text(title(dimension)).close().open("ul", "class", "facet");
    if (all) {
      PagedRows<Map.Entry<String, Long>> part =
          PagedRows.of(request, VALUES, values, VALUES_OF_PART);
      part.rows().forEach(each -> value(html, list, dimension, each));
      html.close();
      part.links(html, more, anchor, "values");
      if (values.size() >= Matches.MAX_VALUES) {
        html.element("p", "note", "There are more, which are rarer and not counted.");
      }
      html.open("p", "class", "note").open("a", "href", list + "#" + anchor);
      html.text("Only the most frequent").close(2);
      return;
    }
    values.stream().limit(FIRST_VALUES).forEach(each -> value(html, list, dimension, each));
    if (values.size() > FIRST_VALUES) {
      html.open("li", "class", "note")
          .open("a", "href", more + "#" + anchor)
          .text(Formats.count(values.size() - FIRST_VALUES) + " more")
          .open("span", "class", "hidden")
          .text(" values of " + title(dimension))
          .close(3);
    }
    html.close();
  }

  private static void value(
      Html html, Link list, Facet dimension, Map.Entry<String, Long> counted) {
    html.open("li")
        .open("a", "href", list.with(dimension.wireName(), counted.getKey()).toString())
        .name("span", "value", VerdictLinks.shown(dimension, counted.getKey()), MAX_NAME)
        .close()
        .element("span", "count", Formats.count(counted.getValue()))
        .close();
  }

  /** The name of a dimension as a title. */
  static String title(Facet dimension) {
    return dimension.name().substring(0, 1) + dimension.wireName().substring(1);
  }
}

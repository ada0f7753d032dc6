package io.medsift.console.pages;

import io.medsift.console.index.ClusterCount;
import io.medsift.console.index.Facet;
import io.medsift.console.web.Link;
import io.medsift.console.web.PageRequest;
import io.medsift.console.web.PagedRows;
import io.medsift.console.web.RefusedRequest;
import io.medsift.review.html.Html;
import io.medsift.review.text.Formats;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The clusters of samples in an order that a request names, a part of them at a time. */
final class ClusterTable {
  /** Names the order; a dash before it reverses it. */
  static final String SORT = "sort";

  /** Which part of the clusters. */
  static final String CLUSTERS = "clusters";

  private static final int ROWS_OF_PART = 100;
  private static final int MAX_NAME = 44;

  private ClusterTable() {}

  /** By what the clusters are ordered. */
  private enum Order {
    CLUSTER,
    LABEL,
    SAMPLES,
    KEPT,
    ACCEPTED;

    Comparator<ClusterCount> ascending() {
      return switch (this) {
        case CLUSTER -> Comparator.comparingLong(each -> Long.parseLong(each.cluster()));
        case LABEL -> Comparator.comparing(ClusterCount::label);
        case SAMPLES -> Comparator.comparingLong(ClusterCount::samples);
        case KEPT ->
            Comparator.comparingDouble(each -> share(each.samples() - each.rejected(), each));
        case ACCEPTED -> Comparator.comparingDouble(each -> share(each.accepted(), each));
      };
    }

    private static double share(long samples, ClusterCount of) {
      return (double) samples / of.samples();
    }

    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** An order and its direction. */
  private record Sorting(Order order, boolean descending) {
    private static final Sorting FIRST = new Sorting(Order.SAMPLES, true);

    static Sorting of(PageRequest request) {
      String name = request.parameter(SORT).orElse(FIRST.wireName());
      return Arrays.stream(Order.values())
          .flatMap(each -> List.of(new Sorting(each, false), new Sorting(each, true)).stream())
          .filter(each -> each.wireName().equals(name))
          .findFirst()
          .orElseThrow(
              () ->
                  RefusedRequest.wrong(
                      "sort must be one of %s, with a dash before it for the reverse, got %s"
                          .formatted(
                              Arrays.stream(Order.values())
                                  .map(Order::wireName)
                                  .collect(Collectors.joining(", ")),
                              name)));
    }

    String wireName() {
      return (descending ? "-" : "") + order.wireName();
    }

    /** The value of the parameter in a link, which needs none for the first order. */
    String inLink() {
      return equals(FIRST) ? null : wireName();
    }

    /** What the head of a column leads to: numbers begin with the highest. */
    static Sorting next(Order column, Sorting now) {
      boolean numbers = column != Order.CLUSTER && column != Order.LABEL;
      return new Sorting(column, now.order() == column ? !now.descending() : numbers);
    }

    Comparator<ClusterCount> comparator() {
      return (descending ? order.ascending().reversed() : order.ascending())
          .thenComparing(Order.SAMPLES.ascending().reversed())
          .thenComparing(Order.CLUSTER.ascending());
    }
  }

  /**
   * Writes the table.
   *
   * @param label of the clusters; null for all
   * @param here the page with its other parameters
   */
  static void write(
      Html html, PageRequest request, List<ClusterCount> counts, String label, Link here) {
    Sorting sorting = Sorting.of(request);
    List<ClusterCount> sorted =
        counts.stream()
            .filter(each -> label == null || each.label().equals(label))
            .sorted(sorting.comparator())
            .toList();
    PagedRows<ClusterCount> part = PagedRows.of(request, CLUSTERS, sorted, ROWS_OF_PART);
    Link sortedHere = here.with(SORT, sorting.inLink());
    html.open("h2").text(label == null ? "Clusters" : "Clusters of ");
    if (label != null) {
      html.name("span", "", label, MAX_NAME).close().open("p", "class", "note");
      html.open("a", "href", sortedHere.with(Facet.LABEL.wireName(), null) + "#" + CLUSTERS)
          .text("Clusters of all labels");
      html.close();
    }
    html.close();
    long most = sorted.stream().mapToLong(ClusterCount::samples).max().orElse(0);
    html.div("card wide").open("table", "class", "all").open("tr");
    head(html, here, sorting, Order.CLUSTER);
    html.element("th", "", "");
    for (Order column : List.of(Order.LABEL, Order.SAMPLES, Order.KEPT, Order.ACCEPTED)) {
      head(html, here, sorting, column);
    }
    html.close();
    Link cluster = Link.to("").with(TimeSpan.PARAMETER, TimeSpan.of(request).inLink());
    part.rows().forEach(each -> row(html, each, most, cluster));
    html.close(2);
    part.links(html, sortedHere, CLUSTERS, CLUSTERS);
  }

  private static void head(Html html, Link here, Sorting now, Order column) {
    String name = column.wireName();
    Link link = here.with(SORT, Sorting.next(column, now).inLink());
    if (now.order() == column) {
      String direction = now.descending() ? "descending" : "ascending";
      html.open("th", "scope", "col", "aria-sort", direction);
    } else {
      html.open("th", "scope", "col");
    }
    html.open("a", "href", link + "#" + CLUSTERS).text(name).close(2);
  }

  private static void row(Html html, ClusterCount each, long most, Link span) {
    Link page = new Link(ClustersPage.path(each.cluster()), span.parameters());
    html.open("tr").open("th", "scope", "row").open("a", "href", page.toString());
    html.text(each.cluster()).close(2).open("td", "class", "chart");
    Bar.begin(html, most)
        .part("left", each.samples() - each.rejected())
        .part("gate-domain", each.rejected())
        .end();
    html.close()
        .name(
            "td", "label", each.label().isEmpty() ? ClustersPage.NO_LABEL : each.label(), MAX_NAME)
        .element("td", "", Formats.count(each.samples()))
        .element("td", "", Formats.share(each.samples() - each.rejected(), each.samples()))
        .element("td", "", Formats.share(each.accepted(), each.samples()))
        .close();
  }
}

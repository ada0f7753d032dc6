package io.medsift.console.pages;

import io.medsift.console.web.Link;
import io.medsift.console.web.PageRequest;
import io.medsift.console.web.RefusedRequest;
import io.medsift.review.html.Html;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How far back a page looks. */
enum TimeSpan {
  HOUR("last hour", Duration.ofHours(1)),
  DAY("last day", Duration.ofDays(1)),
  ALL("all", null);

  static final String PARAMETER = "span";

  private final String title;
  private final Duration length;

  TimeSpan(String title, Duration length) {
    this.title = title;
    this.length = length;
  }

  /** The span that a request names; all where it names none. */
  static TimeSpan of(PageRequest request) {
    String name = request.parameter(PARAMETER).orElse(ALL.wireName());
    return Arrays.stream(values())
        .filter(span -> span.wireName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                RefusedRequest.wrong(
                    "span must be one of %s, got %s"
                        .formatted(
                            Arrays.stream(values())
                                .map(TimeSpan::wireName)
                                .collect(Collectors.joining(", ")),
                            name)));
  }

  /** Writes links to a page for each span. */
  static void links(Html html, Link page, TimeSpan now) {
    html.open("nav", "aria-label", "Span");
    for (TimeSpan each : values()) {
      html.open(
              "a",
              "href",
              page.with(PARAMETER, each.inLink()).toString(),
              each == now ? "aria-current" : "class",
              each == now ? "true" : "elsewhere")
          .text(each.title())
          .close();
    }
    html.close();
  }

  String title() {
    return title;
  }

  /** The value of the parameter. */
  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The value of the parameter in a link, which needs none for all. */
  String inLink() {
    return this == ALL ? null : wireName();
  }

  /** Its beginning, milliseconds since the epoch; 0 for all. */
  long since() {
    return length == null ? 0 : System.currentTimeMillis() - length.toMillis();
  }
}

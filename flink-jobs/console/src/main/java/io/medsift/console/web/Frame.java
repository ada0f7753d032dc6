package io.medsift.console.web;

import io.medsift.review.html.Html;
import io.medsift.review.html.Section;
import java.util.List;

/**
 * What every page of the console has around its content: head, navigation, and the live part.
 *
 * @param navigation the pages that have a name
 * @param subject what the console looks at
 */
record Frame(List<Page> navigation, String subject) {
  static final String STYLE = "/console.css";
  static final String SCRIPT = "/console.js";
  static final String LIVE = "/live";

  Frame {
    navigation = navigation.stream().filter(page -> !page.title().isEmpty()).toList();
  }

  /** Writes a page for somebody who may not look at the others. */
  String bare(Reply.Document document) {
    Html html = Html.served(document.title() + " · Medsift console", STYLE, SCRIPT);
    html.open("main", "id", "content");
    document.content().write(html);
    return html.end();
  }

  /** Writes a page. */
  String write(Reply.Document document, PageRequest request) {
    Html html = Html.served(document.title() + " · Medsift console", STYLE, SCRIPT);
    html.open("a", "class", "skip", "href", "#content").text("Skip to content").close();
    html.open("header").open("nav", "aria-label", "Pages");
    html.element("span", "brand", "Medsift console");
    for (Page page : navigation) {
      boolean here = isAt(page, request.path());
      html.open(
              "a",
              "href",
              page.path(),
              here ? "aria-current" : "class",
              here ? "page" : "elsewhere")
          .text(page.title())
          .close();
    }
    html.close().element("p", "subject", subject).close();
    html.open("main", "id", "content");
    if (document.live() != null) {
      Link stream = new Link(LIVE + request.path(), request.parameters());
      html.open("div", "id", "live", "data-stream", stream.toString());
      document.live().write(html);
      html.close();
    }
    document.content().write(html);
    return html.end();
  }

  /** Writes a live part, as it is sent again. */
  static String fragment(Section live) {
    Html html = Html.fragment();
    live.write(html);
    return html.content();
  }

  private static boolean isAt(Page page, String path) {
    return page.path().equals("/") ? path.equals("/") : covers(page, path);
  }

  /** Whether a path is a page's own, or below it. */
  static boolean covers(Page page, String path) {
    return path.equals(page.path())
        || path.startsWith(page.path().endsWith("/") ? page.path() : page.path() + "/");
  }
}

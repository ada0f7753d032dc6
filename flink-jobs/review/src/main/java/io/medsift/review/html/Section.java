package io.medsift.review.html;

/** A part of the page. */
@FunctionalInterface
public interface Section {
  /** Writes the part. */
  void write(Html html);

  /** Writes a part under a heading, with a sentence on what it shows. */
  static void titled(Html html, String anchor, String title, String sentence, Section content) {
    html.open("section", "id", anchor).element("h2", "", title).element("p", "lead", sentence);
    content.write(html);
    html.close();
  }
}

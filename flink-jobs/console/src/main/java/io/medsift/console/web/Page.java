package io.medsift.console.web;

import java.io.IOException;

/** A page of the console. Called by several threads at once. */
public interface Page {
  /**
   * The path that it answers, such as {@code /verdicts}. It also answers all paths below, unless
   * another page has a longer path that fits.
   */
  String path();

  /** Its name in the navigation; empty for a page that is only linked from others. */
  String title();

  /**
   * Answers a request to look.
   *
   * @throws RefusedRequest if the request asks for what is not there
   */
  Reply get(PageRequest request) throws IOException;

  /**
   * Answers a form that was sent. The server has checked that it comes from a page of this console:
   * the form must hold the hidden field that {@link PageRequest#form} writes.
   *
   * @throws RefusedRequest if the request asks for what is not there
   */
  default Reply post(PageRequest request) throws IOException {
    throw new RefusedRequest(405, "This page accepts no forms.");
  }
}

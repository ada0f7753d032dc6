package io.medsift.console.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.review.html.Html;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request for a page. Of a parameter that is given several times the first counts.
 *
 * @param path without the parameters
 * @param parameters those of the address; of a form those that it sent
 * @param remembered what {@link Reply.Redirect} has told this browser to remember
 * @param csrfToken proves that a form comes from a page of this console
 */
public record PageRequest(
    String path, Map<String, String> parameters, Map<String, String> remembered, String csrfToken) {
  /** Name of the hidden field of every form. */
  static final String CSRF_FIELD = "csrf";

  public PageRequest {
    parameters = Map.copyOf(parameters);
    remembered = Map.copyOf(remembered);
  }

  /** What this browser remembers under a name; empty for nothing. */
  public Optional<String> remembered(String name) {
    return Optional.ofNullable(remembered.get(name));
  }

  /** A parameter; empty where it is missing or blank. */
  public Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  /** A parameter as it was given, its spaces too; empty where it is missing or empty. */
  public Optional<String> exact(String name) {
    return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
  }

  /**
   * A parameter that is a whole number.
   *
   * @throws RefusedRequest if it is none, or out of range
   */
  public long number(String name, long missing, long least, long most) {
    Optional<String> given = parameter(name);
    if (given.isEmpty()) {
      return missing;
    }
    try {
      long number = Long.parseLong(given.get());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Refused below.
    }
    throw RefusedRequest.wrong(
        String.format(
            Locale.ROOT,
            "%s must be a number from %d to %d, got %s",
            name,
            least,
            most,
            given.get()));
  }

  /** The pieces of the path below a page: {@code 0} and {@code 17} of {@code /verdicts/0/17}. */
  public String[] below(String page) {
    String rest = path.substring(Math.min(page.length(), path.length()));
    rest = rest.startsWith("/") ? rest.substring(1) : rest;
    return rest.isEmpty()
        ? new String[0]
        : Arrays.stream(rest.split("/", -1)).map(PageRequest::decoded).toArray(String[]::new);
  }

  private static String decoded(String piece) {
    try {
      return URLDecoder.decode(piece.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException e) {
      throw RefusedRequest.wrong("The address cannot be read at " + piece + ".");
    }
  }

  /** Opens a form that is sent with POST; the caller closes it. */
  public Html form(Html html, String action) {
    return html.open("form", "method", "post", "action", action)
        .single("input", "type", "hidden", "name", CSRF_FIELD, "value", csrfToken);
  }
}

package io.medsift.console.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.console.index.Facet;
import io.medsift.console.index.ListedVerdict;
import io.medsift.console.index.VerdictFilter;
import io.medsift.console.web.Link;
import io.medsift.console.web.PageRequest;
import io.medsift.console.web.RefusedRequest;
import io.medsift.review.text.Formats;
import io.medsift.verdict.Gate;
import io.medsift.verdict.Reason;
import java.net.URLEncoder;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Addresses of lists of verdicts, and of verdicts. */
public final class VerdictLinks {
  /** Path of the list. */
  public static final String LIST = "/verdicts";

  private static final String REVOKED = "revoked";
  private static final String REINSTATED = "reinstated";

  static final String WORDS = "q";
  static final String MIN_SCORE = "min_score";
  static final String MAX_SCORE = "max_score";

  private VerdictLinks() {}

  /** The filter that a request names. */
  static VerdictFilter filter(PageRequest request) {
    Map<Facet, String> values = new EnumMap<>(Facet.class);
    for (Facet dimension : Facet.values()) {
      request.exact(dimension.wireName()).ifPresent(value -> values.put(dimension, value));
    }
    String revised = values.getOrDefault(Facet.REVISED, REVOKED);
    if (!revised.equals(REVOKED) && !revised.equals(REINSTATED)) {
      throw RefusedRequest.wrong(
          "revised must be %s or %s, got %s".formatted(REVOKED, REINSTATED, revised));
    }
    try {
      return new VerdictFilter(
          values,
          request.parameter(WORDS).orElse(""),
          TimeSpan.of(request).since(),
          score(request, MIN_SCORE),
          score(request, MAX_SCORE));
    } catch (IllegalArgumentException e) {
      throw RefusedRequest.wrong("Not possible: " + e.getMessage() + ".");
    }
  }

  private static Double score(PageRequest request, String name) {
    Optional<String> given = request.parameter(name);
    try {
      Double score = given.map(Double::valueOf).orElse(null);
      if (score == null || Double.isFinite(score)) {
        return score;
      }
    } catch (NumberFormatException e) {
      // Refused below.
    }
    throw RefusedRequest.wrong(name + " must be a number, got " + given.orElse(""));
  }

  /** The list of a request, as a link without its page. */
  static Link list(PageRequest request) {
    Link link = Link.to(LIST);
    for (Facet dimension : Facet.values()) {
      link = link.with(dimension.wireName(), request.exact(dimension.wireName()).orElse(null));
    }
    for (String name : new String[] {WORDS, MIN_SCORE, MAX_SCORE, TimeSpan.PARAMETER}) {
      link = link.with(name, request.parameter(name).orElse(null));
    }
    return link;
  }

  /** The list of one value of a dimension. */
  public static Link list(Facet dimension, String value) {
    return Link.to(LIST).with(dimension.wireName(), value);
  }

  /** The page of a verdict, by the position of its sample: {@code samples/0@311}. */
  public static Link verdict(String position) {
    int at = position.lastIndexOf('@');
    int slash = position.lastIndexOf('/', at);
    return Link.to(
        "%s/%s/%s/%s"
            .formatted(
                LIST,
                URLEncoder.encode(position.substring(0, slash), UTF_8).replace("+", "%20"),
                position.substring(slash + 1, at),
                position.substring(at + 1)));
  }

  /** A value for people; one that is not of Medsift stays as it is. */
  static String shown(Facet dimension, String value) {
    if (dimension == Facet.REASON) {
      for (Reason reason : Reason.values()) {
        if (reason.name().equals(value)) {
          return Formats.name(reason);
        }
      }
    }
    return dimension == Facet.OUTCOME ? value.replace('_', ' ') : value;
  }

  /** The style class with the colour of a verdict. */
  static String colour(ListedVerdict verdict) {
    String gate = verdict.value(Facet.GATE);
    if (!gate.isEmpty()) {
      return colour(gate);
    }
    return verdict.value(Facet.OUTCOME).equals(Facet.Outcome.ACCEPTED.wireName())
        ? "accepted"
        : "dead";
  }

  /** The style class of a gate that the index names: only those that there are become a class. */
  static String colour(String gate) {
    for (Gate each : Gate.values()) {
      if (each.wireName().equals(gate)) {
        return "gate-" + gate;
      }
    }
    return "dead";
  }
}

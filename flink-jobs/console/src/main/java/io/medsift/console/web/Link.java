package io.medsift.console.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;

/** A link to a page of the console. Links are values: each change gives another one. */
public record Link(String path, Map<String, String> parameters) {
  public Link {
    parameters = new LinkedHashMap<>(parameters);
  }

  /** A page without parameters. */
  public static Link to(String path) {
    return new Link(path, Map.of());
  }

  /** The same with another value of a parameter; null and the empty text remove it. */
  public Link with(String name, String value) {
    Map<String, String> changed = new LinkedHashMap<>(parameters);
    if (value == null || value.isEmpty()) {
      changed.remove(name);
    } else {
      changed.put(name, value);
    }
    return new Link(path, changed);
  }

  /** The same with the values that a request has of some parameters. */
  public Link keeping(PageRequest request, String... names) {
    Link link = this;
    for (String name : names) {
      link = link.with(name, request.parameters().get(name));
    }
    return link;
  }

  /** The link for an attribute. */
  @Override
  public String toString() {
    StringBuilder link = new StringBuilder(path);
    char mark = '?';
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      link.append(mark)
          .append(URLEncoder.encode(parameter.getKey(), UTF_8))
          .append('=')
          .append(URLEncoder.encode(parameter.getValue(), UTF_8));
      mark = '&';
    }
    return link.toString();
  }
}

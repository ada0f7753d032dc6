package groovy.lang;

/**
 * Of no use, except that it exists: picocli asks for a class of this name at each start, and where
 * there is none Java opens every jar of the class path to find that out, a fifth of the time of a
 * short command.
 */
public abstract class Closure {
  private Closure() {}
}

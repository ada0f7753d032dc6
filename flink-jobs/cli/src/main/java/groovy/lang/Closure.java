package groovy.lang;

/**
 * Of no use, except that it exists: picocli asks for a class of this name at each start, and where
 * there is none Java opens every jar of the class path to find that out, which takes longer than
 * all else that a short command does.
 */
public abstract class Closure {
  private Closure() {}
}

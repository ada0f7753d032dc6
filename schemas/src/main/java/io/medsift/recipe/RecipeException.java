package io.medsift.recipe;

/** A recipe cannot be used; the message is for the person who wrote it or asked for it. */
public final class RecipeException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Takes what is wrong, where, and what is allowed. */
  public RecipeException(String message) {
    super(message);
  }
}

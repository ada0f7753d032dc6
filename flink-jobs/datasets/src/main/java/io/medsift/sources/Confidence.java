package io.medsift.sources;

/** How sure it is that a dataset looks as its card here says. */
public enum Confidence {
  /** Defined by Medsift: a layout of users' own files. */
  DEFINED("defined here"),
  /** Published by the authors: the dataset's own page, or the code that made it. */
  PUBLISHED("published by its authors"),
  /** Read from loaders of others that were run on the real rows. */
  LOADED("seen in loaders of others"),
  /** Recalled, without a text that confirms it. */
  RECALLED("recalled, not confirmed"),
  /** Concluded from what is known of similar datasets. */
  GUESSED("a guess");

  private final String words;

  Confidence(String words) {
    this.words = words;
  }

  /** For people. */
  public String words() {
    return words;
  }
}

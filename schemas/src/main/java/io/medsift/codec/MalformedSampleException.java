package io.medsift.codec;

/** A record is not a sample; the message is a sentence for the person who must fix it. */
public final class MalformedSampleException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Takes the sentence that the dead letter will carry. */
  public MalformedSampleException(String message) {
    super(message);
  }
}

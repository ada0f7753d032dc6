package io.medsift.answers.reading;

/** The rule that found the final answer, strongest first. */
public enum ExtractionRule {
  /** The content of the last {@code \boxed{}} or {@code \fbox{}}. */
  BOXED,

  /** The value of an answer field, as in {@code "answer_choice": "C"}. */
  ANSWER_FIELD,

  /** A letter after words that announce an answer: "the answer is C", 故选C. */
  ANCHORED_LETTER,

  /** A text after words that announce an answer: "the final decision is: yes". */
  ANCHORED_TEXT,

  /** A lone letter, perhaps with its text, on the first line, before an explanation. */
  OPENING_LETTER,

  /** A first line that is nothing but the answer text, before an explanation. */
  OPENING_TEXT,

  /** A lone letter, in bold, in parentheses or on its own line, that closes the response. */
  CLOSING_LETTER,

  /** A response, or a closing line, that is nothing but the answer text. */
  CLOSING_TEXT,

  /** The text of exactly one option inside the closing sentence. */
  OPTION_TEXT
}

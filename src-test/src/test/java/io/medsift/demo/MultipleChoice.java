package io.medsift.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** A case with its options in a fixed order. */
record MultipleChoice(ClinicalCase patient, List<String> options, int correct) {
  private static final String LETTERS = "ABCDEFGH";

  static MultipleChoice of(ClinicalCase patient, int number) {
    List<String> options = new ArrayList<>(patient.others());
    int correct = Math.floorMod(number * 7 + 3, options.size() + 1);
    options.add(correct, patient.answer());
    return new MultipleChoice(patient, List.copyOf(options), correct);
  }

  String gold() {
    return letter(correct);
  }

  static String letter(int index) {
    return LETTERS.substring(index, index + 1);
  }

  /** The letter of the case's other option {@code other}. */
  String letterOfOther(int other) {
    return letter(other < correct ? other : other + 1);
  }

  /** One line for each option, with its letter. */
  static String lines(List<String> options) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < options.size(); i++) {
      lines.append(i == 0 ? "" : "\n").append(letter(i)).append(". ");
      lines.append(Sentences.capital(options.get(i)));
    }
    return lines.toString();
  }

  /** The options as the wire has them. */
  static ObjectNode wire(List<String> options) {
    ObjectNode wire = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < options.size(); i++) {
      wire.put(letter(i), Sentences.capital(options.get(i)));
    }
    return wire;
  }

  String question() {
    return patient.vignette() + (patient.isChinese() ? "" : " ") + patient.question();
  }
}

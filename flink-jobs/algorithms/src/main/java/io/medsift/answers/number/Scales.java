package io.medsift.answers.number;

import io.medsift.answers.text.WordBounds;
import java.util.HashMap;
import java.util.Map;

/** Words after the digits of a number that multiply it: 42 million, 42 Millionen, 42万, 42 тыс. */
final class Scales {
  private static final Map<String, Integer> POWERS = new HashMap<>();
  private static final String HAN = "十百千万亿백천만억";
  private static final int[] HAN_POWERS = {1, 2, 3, 4, 8, 2, 3, 4, 8};
  private static final String HAN_METRIC = "克米卡瓦帕赫伏焦升欧比";

  static {
    add(2, "hundred hundreds");
    add(3, "thousand thousands tausend duizend mille millier milliers mila ribu nghìn ngàn");
    add(3, "тысяча тысячи тысяч тыс हज़ार हजार ألف آلاف");
    add(5, "lakh lakhs लाख");
    add(6, "million millions mln mn mio millionen millón millon millones milione milioni milhão");
    add(6, "milhões milhao milhoes miljoen milyon juta triệu миллион миллиона миллионов млн");
    add(6, "مليون ملايين");
    add(7, "crore crores करोड़");
    add(9, "billion billions bn milliard milliards milliarde milliarden mrd miliardo miliardi");
    add(9, "bilhão bilhões bilhao bilhoes miljard milyar tỷ");
    add(9, "миллиард миллиарда миллиардов млрд مليار");
    add(12, "trillion trillions tn");
  }

  private Scales() {}

  private static void add(int power, String words) {
    for (String word : words.split(" ", -1)) {
      POWERS.put(word, power);
    }
  }

  /**
   * A scale at the start of what follows the digits.
   *
   * @param power of ten that it stands for
   * @param length in characters
   */
  record Scale(int power, int length) {}

  /** The scale that {@code after} begins with, or null. */
  static Scale at(String after) {
    int word = WordBounds.end(after, 0, after.length());
    int space = after.indexOf(' ');
    int end = word > 0 && !continues(after, word) ? word : space < 0 ? after.length() : space;
    Integer power = POWERS.get(withoutStop(after.substring(0, end)));
    if (power != null) {
      return new Scale(power, end);
    }
    int han = HAN.indexOf(after.charAt(0));
    boolean metric = after.length() > 1 && HAN_METRIC.indexOf(after.charAt(1)) >= 0;
    return han < 0 || metric ? null : new Scale(HAN_POWERS[han], 1);
  }

  private static boolean continues(String text, int at) {
    return at < text.length() && Character.isLetter(text.charAt(at));
  }

  private static String withoutStop(String word) {
    return word.endsWith(".") ? word.substring(0, word.length() - 1) : word;
  }

  static boolean isWord(String word) {
    return POWERS.containsKey(word);
  }
}

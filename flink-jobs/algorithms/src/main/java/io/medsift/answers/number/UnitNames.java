package io.medsift.answers.number;

/** The names of one unit, in English and Chinese. */
final class UnitNames {
  private UnitNames() {}

  /**
   * One name for each unit that is known, and for those that it is made of; any other as it is
   * written, in lower case.
   */
  static String canonical(String unit) {
    String[] parts = unit.replace(" per ", "/").split("/", -1);
    for (int i = 0; i < parts.length; i++) {
      parts[i] = single(parts[i].strip());
    }
    return String.join("/", parts);
  }

  private static String single(String unit) {
    return switch (unit) {
      case "degrees celsius", "degree celsius", "degrees c", "摄氏度" -> "°c";
      case "degrees fahrenheit", "degrees f" -> "°f";
      case "milligram", "milligrams", "毫克" -> "mg";
      case "microgram", "micrograms", "mcg", "ug", "微克" -> "μg";
      case "gram", "grams", "克" -> "g";
      case "kilogram", "kilograms", "kgs", "千克", "公斤" -> "kg";
      case "milliliter", "milliliters", "millilitre", "millilitres", "mls", "cc", "毫升" -> "ml";
      case "liter", "liters", "litre", "litres", "升" -> "l";
      case "second", "seconds", "sec", "s", "秒" -> "s";
      case "minute", "minutes", "mins", "分钟" -> "min";
      case "hour", "hours", "hr", "hrs", "h", "小时" -> "h";
      case "day", "days", "d", "天" -> "day";
      case "week", "weeks", "wk", "周" -> "week";
      case "year", "years", "yr", "yrs", "岁", "年" -> "year";
      default -> unit.startsWith("° ") ? "°" + unit.substring(2) : unit;
    };
  }
}

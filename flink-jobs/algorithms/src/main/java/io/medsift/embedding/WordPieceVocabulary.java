package io.medsift.embedding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.medsift.storage.Sha256;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The pieces and settings of a {@code tokenizer.json} that holds a lower-case BERT WordPiece. */
final class WordPieceVocabulary {

  static final String ALGORITHM = "bert-wordpiece-lowercase-v1";

  /** An English vocabulary has some hundreds of them, which it met by chance. */
  private static final int IDEOGRAPHS_OF_A_READER = 2_000;

  private final EmbeddingModel.TokenizerSettings settings;
  private final Map<String, Integer> beginnings = new HashMap<>();
  private final Map<String, Integer> continuations = new HashMap<>();
  private final List<SpecialToken> specials;
  private final int specialStart;
  private final int longestPiece;
  private final boolean readsIdeographs;
  private final int unknown;
  private final int classification;
  private final int separator;

  private WordPieceVocabulary(JsonNode root, String sha256, String file) throws ModelLoadException {
    JsonNode model = root.path("model");
    String prefix = model.path("continuing_subword_prefix").asText();
    int longest = 0;
    int ideographs = 0;
    for (Map.Entry<String, JsonNode> entry : model.path("vocab").properties()) {
      String piece = entry.getKey();
      int number = entry.getValue().asInt();
      beginnings.put(piece, number);
      if (piece.startsWith(prefix)) {
        continuations.put(piece.substring(prefix.length()), number);
      }
      longest = Math.max(longest, piece.length());
      ideographs += BertCharacters.isIdeograph(piece.codePointAt(0)) ? 1 : 0;
    }
    readsIdeographs = ideographs >= IDEOGRAPHS_OF_A_READER;
    longestPiece = longest;
    settings =
        new EmbeddingModel.TokenizerSettings(
            ALGORITHM, beginnings.size(), model.path("max_input_chars_per_word").asInt(), sha256);
    unknown = require(model.path("unk_token").asText(), file);
    classification = require("[CLS]", file);
    separator = require("[SEP]", file);
    specials = specials(root.path("added_tokens"), file);
    specialStart = specials.isEmpty() ? -1 : specials.get(0).text().charAt(0);
  }

  /**
   * @throws ModelLoadException when the bytes are not a tokenizer of this kind; the message names
   *     {@code file}, the setting, what was found and what is needed
   */
  static WordPieceVocabulary parse(byte[] json, String file) throws ModelLoadException {
    JsonNode root;
    try {
      root = new ObjectMapper().readTree(json);
    } catch (IOException e) {
      throw new ModelLoadException("tokenizer file " + file + " is not JSON: " + e.getMessage(), e);
    }
    expect(root, "/model/type", "WordPiece", file);
    expect(root, "/model/continuing_subword_prefix", "##", file);
    expect(root, "/normalizer/type", "BertNormalizer", file);
    expect(root, "/normalizer/lowercase", "true", file);
    expect(root, "/normalizer/clean_text", "true", file);
    expect(root, "/normalizer/handle_chinese_chars", "true", file);
    expect(root, "/pre_tokenizer/type", "BertPreTokenizer", file);
    if (!root.at("/normalizer/strip_accents").asBoolean(true)) {
      throw unfit(file, "/normalizer/strip_accents", "true or null", "false");
    }
    if (root.at("/model/max_input_chars_per_word").asInt() <= 0) {
      throw unfit(
          file,
          "/model/max_input_chars_per_word",
          "a positive number",
          root.at("/model/max_input_chars_per_word").toString());
    }
    return new WordPieceVocabulary(root, Sha256.of(json), file);
  }

  private static void expect(JsonNode root, String pointer, String needed, String file)
      throws ModelLoadException {
    JsonNode found = root.at(pointer);
    if (!found.asText().equals(needed)) {
      throw unfit(file, pointer, needed, found.isMissingNode() ? "nothing" : found.toString());
    }
  }

  private static ModelLoadException unfit(
      String file, String pointer, String needed, String found) {
    return new ModelLoadException(
        "tokenizer file "
            + file
            + " is not a lower-case BERT WordPiece: "
            + pointer
            + " must be "
            + needed
            + ", found "
            + found);
  }

  private int require(String piece, String file) throws ModelLoadException {
    Integer number = beginnings.get(piece);
    if (number == null) {
      throw new ModelLoadException(
          "tokenizer file " + file + " has no piece " + piece + " in its vocabulary");
    }
    return number;
  }

  private static List<SpecialToken> specials(JsonNode added, String file)
      throws ModelLoadException {
    List<SpecialToken> specials = new ArrayList<>();
    for (JsonNode token : added) {
      String text = token.path("content").asText();
      for (String flag : List.of("single_word", "lstrip", "rstrip", "normalized")) {
        if (token.path(flag).asBoolean()) {
          throw unfit(file, "/added_tokens " + text + " " + flag, "false", "true");
        }
      }
      if (text.isEmpty() || text.charAt(0) != '[') {
        throw unfit(file, "/added_tokens content", "a name in square brackets", text);
      }
      specials.add(new SpecialToken(text, token.path("id").asInt()));
    }
    specials.sort(Comparator.comparingInt((SpecialToken token) -> -token.text().length()));
    return List.copyOf(specials);
  }

  EmbeddingModel.TokenizerSettings settings() {
    return settings;
  }

  /** The special tokens that can start with this character, longest first. */
  List<SpecialToken> specialsStartingWith(int character) {
    return character == specialStart ? specials : List.of();
  }

  /** The end of the longest piece of {@code word} at {@code start}, or -1 when there is none. */
  int longestPieceEnd(String word, int start) {
    Map<String, Integer> pieces = start == 0 ? beginnings : continuations;
    int end = Math.min(word.length(), start + longestPiece);
    while (end > start) {
      if (pieces.containsKey(word.substring(start, end))) {
        return end;
      }
      end--;
    }
    return -1;
  }

  int piece(String word, int start, int end) {
    return (start == 0 ? beginnings : continuations).get(word.substring(start, end));
  }

  /** Returns whether the model was made for Chinese or Japanese too. */
  boolean readsIdeographs() {
    return readsIdeographs;
  }

  int unknown() {
    return unknown;
  }

  int classification() {
    return classification;
  }

  int separator() {
    return separator;
  }

  /** A token that is recognised where it is written out in a text. */
  record SpecialToken(String text, int piece) {}
}

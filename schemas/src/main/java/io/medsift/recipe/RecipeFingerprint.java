package io.medsift.recipe;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.medsift.codec.SampleLimits;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The hash of what a recipe decides by: every setting after defaults, as JSON with sorted keys.
 *
 * <p>Two recipes that decide alike have the same hash. So these do not count: name, description,
 * comments, the order of gates and of kept labels, how a number is spelt, and the directory of the
 * centroids (a verdict names the centroids by their own fingerprint).
 */
final class RecipeFingerprint {
  private static final int HEX_DIGITS = 16;
  private static final JsonMapper CANONICAL =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private RecipeFingerprint() {}

  static String of(
      SampleLimits limits,
      List<DecontaminationStep> decontaminate,
      DomainSettings domain,
      JudgeSettings judge,
      DeduplicationSettings deduplicate,
      Map<String, Track> tracks) {
    Map<String, Object> settings = new TreeMap<>();
    settings.put("limits", limits);
    settings.put("decontaminate", decontaminate);
    settings.put("deduplicate", deduplicate);
    settings.put("tracks", tracks);
    if (domain != null) {
      settings.put("domain", domain.keep().stream().sorted().toList());
      if (domain.minimumAgreement() != null) {
        settings.put("domain_minimum_agreement", domain.minimumAgreement());
      }
      if (domain.minimumSimilarity() != null) {
        settings.put("domain_minimum_similarity", domain.minimumSimilarity());
      }
    }
    if (judge != null) {
      settings.put("judge", judge);
    }
    return hash(settings);
  }

  private static String hash(Map<String, Object> settings) {
    try {
      String json = CANONICAL.writeValueAsString(settings);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(json.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, HEX_DIGITS);
    } catch (JsonProcessingException | NoSuchAlgorithmException e) {
      throw new IllegalStateException("a recipe cannot be hashed: " + settings, e);
    }
  }
}

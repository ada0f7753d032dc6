package io.medsift.export.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.export.card.LicenseTerms.Use;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LicenseFilterTest {

  @ParameterizedTest
  @CsvSource({
    "MIT, mit, COMMERCIAL",
    "Apache License 2.0, apache-2.0, COMMERCIAL",
    "CC-BY-4.0, cc-by-4.0, COMMERCIAL",
    "cc_by_nc_sa_4.0, cc-by-nc-sa-4.0, NON_COMMERCIAL",
    "CC BY-NC 4.0, cc-by-nc-4.0, NON_COMMERCIAL",
    "research only, research-only, NON_COMMERCIAL",
    "cc-by-announced, cc-by-announced, UNKNOWN",
    "my own, my-own, UNKNOWN",
    "'', unknown, UNKNOWN"
  })
  void readsTheTermsFromTheName(String name, String id, Use use) {
    assertThat(LicenseTerms.of(name)).isEqualTo(new LicenseTerms(id, use));
  }

  @Test
  void keepsWhatEntriesName() {
    LicenseFilter filter = LicenseFilter.parse("MIT, non-commercial");
    assertThat(filter.keeps("mit")).isTrue();
    assertThat(filter.keeps("cc-by-nc-4.0")).isTrue();
    assertThat(filter.keeps("apache-2.0")).isFalse();
    assertThat(filter.keeps(null)).isFalse();
  }

  @Test
  void keepsAllButWhatEntriesLeaveOut() {
    LicenseFilter filter = LicenseFilter.parse("!non-commercial,!unknown");
    assertThat(filter.keeps("mit")).isTrue();
    assertThat(filter.keeps("cc-by-nc-4.0")).isFalse();
    assertThat(filter.keeps(null)).isFalse();
    assertThat(LicenseFilter.parse(filter.toString())).isEqualTo(filter);
  }

  @Test
  void refusesAnEmptyEntry() {
    assertThatThrownBy(() -> LicenseFilter.parse("mit,,"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'mit,,' has an empty entry");
  }
}

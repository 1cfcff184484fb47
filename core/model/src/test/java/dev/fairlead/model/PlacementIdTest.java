// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PlacementIdTest {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final long SEED = 7;

  @Test
  @DisplayName("I-07 instance, epoch and counter make an id that no other has")
  void everyPlacementHasItsOwnId() {
    Set<PlacementId> ids = new HashSet<>();
    for (int instance : new int[] {0, 1, (1 << 20) - 1}) {
      for (int epoch : new int[] {1, 2, 31, 32, (1 << 20) - 1}) {
        for (long counter = 1; counter <= 200; counter++) {
          PlacementId id = PlacementId.of(instance, epoch, counter);
          assertThat(id.text()).hasSize(PlacementId.LENGTH).startsWith("FL");
          assertThat(PlacementId.isOurs(id.text())).isTrue();
          assertThat(ids.add(id)).isTrue();
        }
      }
    }
  }

  @Test
  void laterIdsOfAnInstanceSortAfterEarlierOnes() {
    assertThat(PlacementId.of(5, 1, 31)).isLessThan(PlacementId.of(5, 1, 32));
    assertThat(PlacementId.of(5, 1, (1L << 35) - 1)).isLessThan(PlacementId.of(5, 2, 1));
  }

  @ParameterizedTest
  @CsvSource({"-1,1,1", "1048576,1,1", "1,-1,1", "1,1048576,1", "1,1,-1", "1,1,34359738368"})
  void refusesNumbersThatDoNotFit(int instance, int epoch, long counter) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> PlacementId.of(instance, epoch, counter))
        .withMessageContaining("does not fit");
  }

  @Test
  void aSingleWrongCharacterIsNoticed() {
    Random random = new Random(SEED);
    for (int i = 0; i < 500; i++) {
      String text = random(random).text();
      for (int at = 0; at < text.length(); at++) {
        for (char wrong : (ALPHABET + "LIOU").toCharArray()) {
          if (wrong != text.charAt(at)) {
            String typo = text.substring(0, at) + wrong + text.substring(at + 1);
            assertThat(PlacementId.isOurs(typo)).as(typo).isFalse();
          }
        }
      }
    }
  }

  @Test
  void twoSwappedNeighboursAreNoticed() {
    Random random = new Random(SEED);
    for (int i = 0; i < 2_000; i++) {
      char[] text = random(random).text().toCharArray();
      int at = random.nextInt(text.length - 1);
      if (text[at] != text[at + 1]) {
        char moved = text[at];
        text[at] = text[at + 1];
        text[at + 1] = moved;
        assertThat(PlacementId.isOurs(new String(text))).isFalse();
      }
    }
  }

  private static PlacementId random(Random random) {
    return PlacementId.of(
        random.nextInt(1 << 20), random.nextInt(1 << 20), random.nextLong(1L << 35));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "FL", "string", "fl00010001000000122", "FL000100010000001222"})
  void whatOthersChoseIsNotOurs(String text) {
    assertThat(PlacementId.isOurs(text)).isFalse();
  }

  @Test
  void theLetterOfThePrefixIsNoDigit() {
    // FL…L… with check characters that would match: only the prefix may have an L.
    List<String> letters = List.of(ALPHABET.split("", -1));
    List<String> ours = new ArrayList<>();
    for (String a : letters) {
      for (String b : letters) {
        ours.addAll(Stream.of("FL000L00010000001" + a + b).filter(PlacementId::isOurs).toList());
      }
    }
    assertThat(ours).isEmpty();
  }
}

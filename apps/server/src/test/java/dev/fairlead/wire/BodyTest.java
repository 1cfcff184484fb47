// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class BodyTest {
  private static final BodyFields FIELDS =
      BodyFields.of(List.of("qty", "symbol", "limit_price"), Map.of("legs", "not yet"));

  private static Body read(String json) {
    return Body.read(json.getBytes(StandardCharsets.UTF_8), FIELDS);
  }

  @Test
  @DisplayName("I-11 a number keeps every digit that was written")
  void numbersKeepTheirDigits() {
    for (String number : List.of("1e400", "1234567890123456789012345", "0.10", "-0", "1E-30")) {
      assertThat(read("{\"qty\":" + number + "}").get("qty")).isEqualTo(number);
    }
  }

  @Test
  void nullAndNothingAreAbsent() {
    Body body = read("{\"qty\":null,\"symbol\":\"\",\"unheard\":null,\"legs\":null}");
    assertThat(body.said()).isEmpty();
    assertThat(body.faults()).isEmpty();
  }

  @Test
  void aMistypedFieldIsRecognised() {
    assertThat(read("{\"limitprice\":1}").faults().getFirst().limit())
        .isEqualTo("did you mean limit_price?");
    assertThat(read("{\"colour\":1}").faults().getFirst().limit())
        .isEqualTo("known are qty, symbol, limit_price");
  }

  @Test
  void whatIsWrongWithTheJsonIsToldWithItsPlace() {
    assertThatThrownBy(() -> read("{\"qty\":\n  NaN}"))
        .isInstanceOf(ApiException.class)
        .hasMessageStartingWith("the body is not JSON at line 2, column ");
  }

  @Test
  void randomBytesAreReadOrRefusedAndNothingElse() {
    Random random = new Random(11);
    byte[] seed =
        "{\"qty\":\"1\",\"legs\":[{\"a\":[1,2]}],\"x\":-1.5e3}".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = seed.clone();
      for (int flips = random.nextInt(1, 5); flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        assertThat(Body.read(bytes, FIELDS)).isNotNull();
      } catch (ApiException refused) {
        assertThat(refused.error().status()).isEqualTo(400);
      }
    }
  }
}

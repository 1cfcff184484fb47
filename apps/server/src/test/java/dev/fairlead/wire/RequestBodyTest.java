// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestBodyTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1023, 1024, 1025, 65_535, 65_536})
  void aBodyIsReadWholeWhetherItsLengthIsAnnouncedOrNot(int length) throws IOException {
    byte[] body = new byte[length];
    new java.util.Random(length).nextBytes(body);
    assertThat(RequestBody.read(new ByteArrayInputStream(body), length)).isEqualTo(body);
    assertThat(RequestBody.read(new ByteArrayInputStream(body), -1)).isEqualTo(body);
  }

  @ParameterizedTest
  @ValueSource(longs = {65_537, -1})
  void oneByteTooMuchIsTooLarge(long announced) {
    InputStream body = new ByteArrayInputStream(new byte[65_537]);
    assertThatThrownBy(() -> RequestBody.read(body, announced))
        .isInstanceOfSatisfying(
            ApiException.class, refused -> assertThat(refused.error().status()).isEqualTo(413));
  }
}

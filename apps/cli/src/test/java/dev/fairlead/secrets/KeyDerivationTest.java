// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.broker.Secret;
import dev.fairlead.secrets.KeyDerivation.OfKeyFile;
import dev.fairlead.secrets.KeyDerivation.OfPassphrase;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyDerivationTest {
  /** The first is in the reference implementation's own tests; it made the second for us. */
  @ParameterizedTest
  @CsvSource({
    "65536, 2, 1, password, 736f6d6573616c74,"
        + " 09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7",
    "1024, 3, 4, pässword, 000102030405060708090a0b0c0d0e0f,"
        + " 35c4b35c58dfea2a126bcb15d47d01c4e4908b2b605832432c69540d8ea6cdba"
  })
  void argon2idGivesWhatTheReferenceImplementationGives(
      int memory, int passes, int lanes, String passphrase, String salt, String expected) {
    byte[] key =
        KeyDerivation.argon2(
            new OfPassphrase(memory, passes, lanes),
            passphrase.getBytes(StandardCharsets.UTF_8),
            HexFormat.of().parseHex(salt));
    assertThat(HexFormat.of().formatHex(key)).isEqualTo(expected);
  }

  @Test
  void aGuessCostsWhatTheRfcRecommends() {
    assertThat(OfPassphrase.DEFAULT).hasToString("passphrase argon2id m=65536 t=3 p=4");
  }

  @Test
  void keyAndCheckAndSaltMakeADifference() {
    var cheap = new OfPassphrase(64, 1, 1);
    var key = new StoreKey(StoreKey.Lock.PASSPHRASE, Secret.of("passphrase"), "it");
    byte[] salt = new byte[16];
    byte[] other = new byte[16];
    other[15] = 1;
    try (var one = cheap.derive(key, salt);
        var same = cheap.derive(key, salt);
        var salted = cheap.derive(key, other)) {
      assertThat(one.key()).isEqualTo(same.key()).isNotEqualTo(salted.key()).hasSize(32);
      assertThat(one.check()).isEqualTo(same.check()).isNotEqualTo(salted.check()).hasSize(16);
      assertThat(Arrays.copyOf(one.key(), 16)).isNotEqualTo(one.check());
    }
  }

  @Test
  void isReadAsItIsWritten() {
    for (KeyDerivation lock : new KeyDerivation[] {OfPassphrase.DEFAULT, new OfKeyFile()}) {
      assertThat(KeyDerivation.parse(lock.toString())).isEqualTo(lock);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain",
        "passphrase argon2id m=1073741824 t=3 p=4",
        "passphrase argon2id m=65536 t=0 p=4",
        "passphrase argon2id m=65536 t=65 p=4",
        "passphrase argon2id m=65536 t=3 p=17",
        "passphrase argon2id m=7 t=3 p=1",
        "passphrase argon2id m=65536 t=3"
      })
  void refusesALockThatAFileMustNotMakeUsTry(String lock) {
    assertThatThrownBy(() -> KeyDerivation.parse(lock))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.secrets;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * How a {@link StoreKey} becomes the bytes that encrypt: a passphrase by Argon2id (RFC 9106), which
 * takes its time and its memory; what either way gives is parted by HKDF (RFC 5869).
 */
sealed interface KeyDerivation {
  /** Of a file that holds more chance than anybody can guess. */
  record OfKeyFile() implements KeyDerivation {
    @Override
    public String toString() {
      return "key-file hkdf-sha256";
    }
  }

  /**
   * Of a passphrase.
   *
   * @param memoryKib how much memory a guess takes
   * @param passes how often it is gone through
   * @param lanes how many could do it side by side
   */
  record OfPassphrase(int memoryKib, int passes, int lanes) implements KeyDerivation {
    /** RFC 9106's second recommendation; about half a second for whoever knows the passphrase. */
    static final OfPassphrase DEFAULT = new OfPassphrase(65_536, 3, 4);

    /** Bounds what a file can make this process do. */
    public OfPassphrase {
      if (lanes < 1
          || lanes > 16
          || passes < 1
          || passes > 64
          || memoryKib < 8 * lanes
          || memoryKib > 1 << 20) {
        throw new IllegalArgumentException("no cost that we would choose");
      }
    }

    @Override
    public String toString() {
      return "passphrase argon2id m=" + memoryKib + " t=" + passes + " p=" + lanes;
    }
  }

  Pattern PASSPHRASE =
      Pattern.compile("passphrase argon2id m=([0-9]{1,9}) t=([0-9]{1,9}) p=([0-9]{1,9})");

  int KEY_BYTES = 32;
  int CHECK_BYTES = 16;

  /** Reads what {@code toString} writes; an {@link IllegalArgumentException} for all else. */
  static KeyDerivation parse(String text) {
    if (text.equals(new OfKeyFile().toString())) {
      return new OfKeyFile();
    }
    Matcher matcher = PASSPHRASE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("unknown lock");
    }
    return new OfPassphrase(
        Integer.parseInt(matcher.group(1)),
        Integer.parseInt(matcher.group(2)),
        Integer.parseInt(matcher.group(3)));
  }

  /** Which kind of key it takes. */
  default StoreKey.Lock lock() {
    return switch (this) {
      case OfKeyFile _ -> StoreKey.Lock.KEY_FILE;
      case OfPassphrase _ -> StoreKey.Lock.PASSPHRASE;
    };
  }

  /** The two things that a key is made into; whoever asked wipes them. */
  final class Derived implements AutoCloseable {
    private final byte[] key;
    private final byte[] check;

    private Derived(byte[] key, byte[] check) {
      this.key = key;
      this.check = check;
    }

    byte[] key() {
      return key;
    }

    byte[] check() {
      return check;
    }

    @Override
    public void close() {
      Arrays.fill(key, (byte) 0);
      Arrays.fill(check, (byte) 0);
    }
  }

  /** What {@code key} encrypts with under {@code salt}, and what shows that it is the right one. */
  default Derived derive(StoreKey key, byte[] salt) {
    byte[] text = key.secret().utf8();
    byte[] root =
        switch (this) {
          case OfKeyFile _ -> text.clone();
          case OfPassphrase cost -> argon2(cost, text, salt);
        };
    try {
      return new Derived(
          hkdf(root, salt, "fairlead secrets 1 encrypt", KEY_BYTES),
          hkdf(root, salt, "fairlead secrets 1 check", CHECK_BYTES));
    } finally {
      Arrays.fill(text, (byte) 0);
      Arrays.fill(root, (byte) 0);
    }
  }

  /** Argon2id, version 1.3. */
  static byte[] argon2(OfPassphrase cost, byte[] passphrase, byte[] salt) {
    var generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withSalt(salt)
            .withMemoryAsKB(cost.memoryKib())
            .withIterations(cost.passes())
            .withParallelism(cost.lanes())
            .build());
    byte[] bytes = new byte[KEY_BYTES];
    generator.generateBytes(passphrase, bytes);
    return bytes;
  }

  private static byte[] hkdf(byte[] root, byte[] salt, String purpose, int length) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveData(
              HKDFParameterSpec.ofExtract()
                  .addIKM(root)
                  .addSalt(salt)
                  .thenExpand(purpose.getBytes(StandardCharsets.US_ASCII), length));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no HKDF", e);
    }
  }
}

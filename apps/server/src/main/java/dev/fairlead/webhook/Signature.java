// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.webhook;

import dev.fairlead.broker.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How a request is signed, by Standard Webhooks 1.0.0 (S-42). */
final class Signature {
  private static final String PREFIX = "whsec_";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int LEAST_BYTES = 24;
  private static final int MOST_BYTES = 64;

  private Signature() {}

  /** Refuses a secret that has not the form, without saying anything of it. */
  static void requireKey(Secret secret) {
    byte[] key = key(secret);
    int length = key.length;
    Arrays.fill(key, (byte) 0);
    if (length < LEAST_BYTES || length > MOST_BYTES) {
      throw new IllegalArgumentException(
          "a webhook's secret must be whsec_ and the Base64 of 24 to 64 bytes, such as"
              + " `printf whsec_; head -c 32 /dev/urandom | base64` makes");
    }
  }

  /** Empty where it has not the form. */
  private static byte[] key(Secret secret) {
    String text = secret.reveal();
    if (!text.startsWith(PREFIX)) {
      return new byte[0];
    }
    try {
      return Base64.getDecoder().decode(text.substring(PREFIX.length()));
    } catch (IllegalArgumentException noBase64) {
      return new byte[0];
    }
  }

  /** The value of {@code webhook-signature}: {@code v1,} and the Base64 of the code. */
  static String of(Secret secret, String id, long seconds, byte[] body) {
    byte[] key = key(secret);
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      mac.update((id + "." + seconds + ".").getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }
}

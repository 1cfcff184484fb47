// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.secrets;

import dev.fairlead.broker.Secret;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.secrets.KeyDerivation.Derived;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals and opens the keys of all accounts by AES-256-GCM (S-20). Each sealing has a salt of its
 * own, so a key of its own, so no nonce is ever used twice under one.
 */
final class Vault {
  private static final int SALT_BYTES = 16;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final Base64.Encoder BASE64 = Base64.getEncoder();

  private Vault() {}

  static Envelope seal(
      SortedMap<BrokerAccount, Credentials> contents,
      StoreKey key,
      KeyDerivation lock,
      SecureRandom random) {
    byte[] salt = new byte[SALT_BYTES];
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(salt);
    random.nextBytes(nonce);
    byte[] plain = written(contents);
    try (Derived derived = lock.derive(key, salt)) {
      var open =
          new Envelope(
              lock,
              List.copyOf(contents.keySet()),
              BASE64.encodeToString(salt),
              BASE64.encodeToString(derived.check()),
              BASE64.encodeToString(nonce),
              "");
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, open, derived.key()).doFinal(plain);
      return new Envelope(
          lock,
          open.accounts(),
          open.salt(),
          open.check(),
          open.nonce(),
          BASE64.encodeToString(sealed));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no AES-GCM", e);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  /** The keys of all accounts, the caller's to close. */
  static SortedMap<BrokerAccount, Credentials> open(String file, Envelope envelope, StoreKey key) {
    if (key.lock() != envelope.lock().lock()) {
      throw new SecretsException(
          SecretsException.Category.WRONG_KEY,
          file + " is locked by " + envelope.lock().lock() + ", not by " + key.lock());
    }
    byte[] plain = new byte[0];
    try (Derived derived = envelope.lock().derive(key, bytes(envelope.salt()))) {
      if (!MessageDigest.isEqual(derived.check(), bytes(envelope.check()))) {
        throw new SecretsException(
            SecretsException.Category.WRONG_KEY,
            "wrong key: " + key.from() + " does not open " + file);
      }
      plain =
          cipher(Cipher.DECRYPT_MODE, envelope, derived.key()).doFinal(bytes(envelope.sealed()));
      return read(plain);
    } catch (AEADBadTagException | IllegalArgumentException | UncheckedIOException e) {
      throw Envelope.damaged(file, "somebody without its key changed it");
    } catch (GeneralSecurityException e) {
      throw Envelope.damaged(file, "it cannot be opened: " + e.getMessage());
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  private static Cipher cipher(int mode, Envelope envelope, byte[] key)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        mode,
        new SecretKeySpec(key, "AES"),
        new GCMParameterSpec(TAG_BITS, bytes(envelope.nonce())));
    cipher.updateAAD(envelope.head().getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private static byte[] bytes(String base64) {
    return Base64.getDecoder().decode(base64);
  }

  private static byte[] written(SortedMap<BrokerAccount, Credentials> contents) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeInt(contents.size());
      for (Map.Entry<BrokerAccount, Credentials> account : contents.entrySet()) {
        out.writeUTF(account.getKey().toString());
        write(out, account.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, Credentials credentials) throws IOException {
    out.writeInt(credentials.fields().size());
    for (Map.Entry<String, Secret> field : credentials.fields().entrySet()) {
      byte[] secret = field.getValue().utf8();
      out.writeUTF(field.getKey());
      out.writeInt(secret.length);
      out.write(secret);
      Arrays.fill(secret, (byte) 0);
    }
  }

  private static SortedMap<BrokerAccount, Credentials> read(byte[] plain) {
    var contents = new TreeMap<BrokerAccount, Credentials>();
    try (var in = new DataInputStream(new ByteArrayInputStream(plain))) {
      for (int left = in.readInt(); left > 0; left--) {
        contents.put(BrokerAccount.parse(in.readUTF()), credentials(in));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return contents;
  }

  private static Credentials credentials(DataInputStream in) throws IOException {
    var fields = new TreeMap<String, Secret>();
    for (int left = in.readInt(); left > 0; left--) {
      String name = in.readUTF();
      byte[] secret = in.readNBytes(in.readInt());
      fields.put(name, Secret.ofUtf8(secret));
      Arrays.fill(secret, (byte) 0);
    }
    return new Credentials(fields);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.keys;

import dev.fairlead.door.Allowance;
import dev.fairlead.model.Principal;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The keys that clients may use, in {@code DATA/keys.json}. Several processes may hold the same
 * folder: what one makes or revokes counts in the others within {@link #NOTICED_WITHIN} (S-14).
 * Thread-safe. Every method that touches the file may throw {@link KeysException}.
 */
public final class ClientKeys {
  /** The file's name in the data folder. */
  public static final String FILE = "keys.json";

  /** Longest time for which a change by another process goes unnoticed. */
  public static final Duration NOTICED_WITHIN = Duration.ofMillis(500);

  private static final System.Logger LOG = System.getLogger(ClientKeys.class.getName());
  private static final String ID_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  // "P": SDKs take a key that begins with "A" for one of a live account.
  private static final String ID_PREFIX = "PK";
  private static final int ID_LENGTH = 20;
  private static final int SECRET_BYTES = 32;
  private static final String NO_HASH = "0".repeat(64);

  private final Path file;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final AtomicLong lastLookNanos = new AtomicLong(System.nanoTime());
  private volatile Loaded loaded;

  private record Loaded(KeyFile.Version version, Map<String, ClientKey> byId) {}

  private ClientKeys(Path file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
    this.loaded = load();
  }

  /** The keys of a data folder, which need not exist yet. */
  public static ClientKeys open(Path data, InstantSource clock) {
    return new ClientKeys(data.resolve(FILE), clock);
  }

  /** Makes a key that may read and trade everything. */
  public IssuedKey create() {
    return create(Grant.USUAL);
  }

  /** Makes a key. Its secret is in the result and nowhere else. */
  public IssuedKey create(Grant grant) {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    ClientKey key = new ClientKey(newId(), sha256(secret), grant, clock.instant(), null);
    change(keys -> {
      List<ClientKey> more = new ArrayList<>(keys);
      more.add(key);
      return more;
    });
    return new IssuedKey(key, secret);
  }

  private String newId() {
    StringBuilder id = new StringBuilder(ID_LENGTH).append(ID_PREFIX);
    while (id.length() < ID_LENGTH) {
      id.append(ID_ALPHABET.charAt(random.nextInt(ID_ALPHABET.length())));
    }
    return id.toString();
  }

  /** All keys, oldest first, revoked ones among them. */
  public List<ClientKey> list() {
    return KeyFile.read(file);
  }

  /** When the first key was made; empty before that. */
  public Optional<Instant> since() {
    return current().values().stream().map(ClientKey::created).min(Comparator.naturalOrder());
  }

  /** Refuses the key from now on; empty where there is none of that id. */
  public Optional<ClientKey> revoke(String id) {
    change(keys ->
        keys.stream()
            .map(key -> key.id().equals(id) && key.isGood() ? revoked(key) : key)
            .toList());
    return Optional.ofNullable(loaded.byId().get(id));
  }

  private ClientKey revoked(ClientKey key) {
    return key.revokedAt(clock.instant());
  }

  /** Whom the pair names; empty where the key is unknown or revoked, or the secret wrong. */
  public Optional<Principal> authenticate(String id, String secret) {
    ClientKey key = current().get(id);
    String hash = key == null ? NO_HASH : key.secretSha256();
    // Compared for an unknown key too, and in constant time, so that timing tells nothing (S-16).
    boolean right = MessageDigest.isEqual(utf8(sha256(secret)), utf8(hash));
    return right && key != null && key.isGood() ? Optional.of(key.principal()) : Optional.empty();
  }

  /** Whether the principal's key is good still; asked by connections that outlive a request. */
  public boolean isGood(Principal principal) {
    ClientKey key = current().get(principal.keyId());
    return key != null && key.isGood();
  }

  /** Whether the principal's key is good still, and for this. */
  public boolean allows(Principal principal, Scope scope) {
    ClientKey key = current().get(principal.keyId());
    return key != null && key.allows(scope);
  }

  /** What the principal may have orders of. */
  public Allowance allowance(Principal principal) {
    ClientKey key = current().get(principal.keyId());
    if (key == null) {
      throw new IllegalStateException("the key " + principal + " is not in " + file + " any more");
    }
    return key.grant().allowance();
  }

  private Map<String, ClientKey> current() {
    long last = lastLookNanos.get();
    long now = System.nanoTime();
    if (now - last >= NOTICED_WITHIN.toNanos() && lastLookNanos.compareAndSet(last, now)) {
      lookAgain();
    }
    return loaded.byId();
  }

  private void lookAgain() {
    try {
      KeyFile.Version version = KeyFile.version(file);
      if (!version.equals(loaded.version())) {
        // Also where it turns out to be unreadable: told once, and looked at when it changes again.
        loaded = new Loaded(version, loaded.byId());
        loaded = load();
      }
    } catch (KeysException e) {
      // Whoever edits the file by hand must not stop the trading of everybody else.
      LOG.log(System.Logger.Level.ERROR, "keys not reread, the last good ones count", e);
    }
  }

  /** The version is read first: a change in between is seen at the next look. */
  private Loaded load() {
    KeyFile.Version version = KeyFile.version(file);
    return new Loaded(
        version,
        KeyFile.read(file).stream()
            .collect(Collectors.toUnmodifiableMap(ClientKey::id, Function.identity())));
  }

  /** One change at a time, in this process and among processes. */
  private synchronized void change(UnaryOperator<List<ClientKey>> edit) {
    Path lockFile = file.resolveSibling(FILE + ".lock");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (FileChannel channel =
              FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock _ = channel.lock()) {
        KeyFile.write(file, edit.apply(KeyFile.read(file)));
      }
    } catch (IOException e) {
      throw new KeysException(
          KeysException.Category.NOT_WRITABLE,
          "cannot lock " + lockFile + ": " + e + "; make its folder writable",
          e);
    }
    loaded = load();
  }

  private static String sha256(String secret) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(utf8(secret)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.webhook;

import dev.fairlead.keys.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Where one hook's place is kept. If the file is lost, the hook begins anew with what comes. */
record Bookmark(Path file) {
  static Bookmark in(Path data, String hook) {
    return new Bookmark(data.resolve("webhooks").resolve(hook));
  }

  /** Empty where the hook is new. */
  Optional<Place> read() {
    try {
      return Optional.of(Place.parse(Files.readString(file).strip()));
    } catch (NoSuchFileException fresh) {
      return Optional.empty();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("a webhook's place cannot be read: " + file, unreadable);
    }
  }

  void write(Place place) {
    try {
      PrivateFile.write(file, place + "\n");
    } catch (IOException failed) {
      throw new UncheckedIOException("a webhook's place cannot be kept: " + file, failed);
    }
  }
}

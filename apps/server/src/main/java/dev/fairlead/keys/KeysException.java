// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.keys;

import java.io.IOException;
import java.nio.file.Path;

/** The file of keys cannot be used. The category tells the caller what to do. */
public final class KeysException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What kind of trouble it is. */
  public enum Category {
    /** The file or its folder cannot be read; mend its permissions. */
    NOT_READABLE,
    /** The file or its folder cannot be written; mend its permissions, or make room. */
    NOT_WRITABLE,
    /** The file is not what we wrote; restore it, or delete it and make new keys. */
    DAMAGED
  }

  private final Category category;

  KeysException(Category category, String message, Throwable cause) {
    super(message, cause);
    this.category = category;
  }

  /** That of a file of this package that could not be written. */
  static KeysException notWritable(Path file, IOException cause) {
    return new KeysException(
        Category.NOT_WRITABLE,
        "cannot write " + file + ": " + cause + "; make its folder writable",
        cause);
  }

  public Category category() {
    return category;
  }
}

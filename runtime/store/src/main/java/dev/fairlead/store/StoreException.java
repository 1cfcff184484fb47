// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.store;

/**
 * The store cannot be opened, read or written. Trading is not concerned; the category tells the
 * caller what to do, the message tells people.
 */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What kind of trouble it is. */
  public enum Category {
    /** The disk is full; make room, the store catches up by itself. */
    FULL,
    /** The file is damaged or was taken away; drop it and rebuild it from the journal. */
    DAMAGED,
    /** Written by a newer version than this one; upgrade, or rebuild it. */
    TOO_NEW,
    /** Too many readers at once, or another process has the file; ask again later. */
    BUSY,
    /** Any other failure of the disk or the database. */
    FAILED
  }

  private final Category category;

  StoreException(Category category, String message, Throwable cause) {
    super(message, cause);
    this.category = category;
  }

  StoreException(Category category, String message) {
    super(message);
    this.category = category;
  }

  public Category category() {
    return category;
  }
}

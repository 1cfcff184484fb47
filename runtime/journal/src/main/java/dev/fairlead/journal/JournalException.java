// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.journal;

/** The journal cannot be opened, read or written. The category tells the caller what to do. */
public final class JournalException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What kind of trouble it is. */
  public enum Category {
    /** Another instance has the data folder; stop that one or choose another folder. */
    LOCKED,
    /** The folder or file cannot be written; mend its permissions. */
    NOT_WRITABLE,
    /** The disk is full; make room and start again. */
    DISK_FULL,
    /** Records are changed or missing; restore a backup, do not trade on it. */
    DAMAGED,
    /** Written by a newer version than this one; upgrade. */
    TOO_NEW,
    /** Any other failure of the disk or the database. */
    FAILED
  }

  private final Category category;

  /** A failure with what was attempted and what to do, as one sentence. */
  public JournalException(Category category, String message, Throwable cause) {
    super(message, cause);
    this.category = category;
  }

  /** A failure that no exception caused. */
  public JournalException(Category category, String message) {
    super(message);
    this.category = category;
  }

  public Category category() {
    return category;
  }
}

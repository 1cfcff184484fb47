// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.launch;

import dev.fairlead.config.FairleadConfig;
import dev.fairlead.journal.JournalException;
import dev.fairlead.keys.KeysException;
import dev.fairlead.launch.StartException.Category;
import dev.fairlead.paper.RecordingException;
import dev.fairlead.server.ServerException;
import dev.fairlead.store.StoreException;
import java.nio.file.Path;

/** What each module's failure means for whoever wants a gateway. */
final class StartFailures {
  private StartFailures() {}

  /** The failure as one line; a bug stays what it is. */
  static RuntimeException of(Path data, FairleadConfig config, RuntimeException failed) {
    String message = String.valueOf(failed.getMessage());
    return switch (failed) {
      case JournalException e -> new StartException(category(e), message, e);
      case StoreException e -> new StartException(category(e), message, e);
      case KeysException e -> new StartException(category(e, data), message, e);
      case ServerException e -> server(e, config);
      case RecordingException e -> new StartException(Category.NO_MARKET, message, e);
      default -> failed;
    };
  }

  private static Category category(JournalException failed) {
    return switch (failed.category()) {
      case LOCKED -> Category.LOCKED;
      case NOT_WRITABLE -> Category.NOT_WRITABLE;
      case DISK_FULL -> Category.DISK_FULL;
      case DAMAGED -> Category.DAMAGED;
      case TOO_NEW -> Category.TOO_NEW;
      case FAILED -> Category.STORAGE_FAILED;
    };
  }

  private static Category category(StoreException failed) {
    return switch (failed.category()) {
      case FULL -> Category.DISK_FULL;
      case DAMAGED, BUSY, FAILED -> Category.STORAGE_FAILED;
      case TOO_NEW -> Category.TOO_NEW;
    };
  }

  private static Category category(KeysException failed, Path data) {
    return switch (failed.category()) {
      case NOT_WRITABLE -> DataFolder.isFull(data) ? Category.DISK_FULL : Category.NOT_WRITABLE;
      case NOT_READABLE -> Category.NOT_WRITABLE;
      case DAMAGED -> Category.STORAGE_FAILED;
    };
  }

  private static StartException server(ServerException failed, FairleadConfig config) {
    String message = String.valueOf(failed.getMessage());
    return switch (failed.category()) {
      case PORT_TAKEN, PORT_NOT_ALLOWED ->
          new StartException(
              Category.PORT_TAKEN,
              message.contains("--port")
                  ? message
                  : message + " (--port, now " + config.port() + ")",
              failed);
      case FAILED -> new StartException(Category.STORAGE_FAILED, message, failed);
    };
  }
}

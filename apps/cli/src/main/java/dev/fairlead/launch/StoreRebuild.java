// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.launch;

import dev.fairlead.engine.OrderEngine;
import dev.fairlead.journal.SqliteJournal;
import dev.fairlead.launch.StartException.Category;
import dev.fairlead.message.Outcome;
import dev.fairlead.state.EngineState;
import dev.fairlead.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Makes the store again from the journal, which knows everything that the store does. */
public final class StoreRebuild {
  private static final int BATCH = 2_000;

  private StoreRebuild() {}

  /**
   * Drops the store of a data folder that no gateway runs on, and makes it again. What is broken
   * off half way is no harm: the next start goes on from there.
   *
   * @return how many inputs were replayed
   */
  public static long run(Path data, InstantSource clock) {
    if (!Files.exists(data.resolve("journal.db"))) {
      throw new StartException(
          Category.STORAGE_FAILED, data + " holds no journal: name the folder with --data", null);
    }
    Path file = data.resolve(RunningGateway.STORE_FILE);
    try (SqliteJournal journal = SqliteJournal.open(data, clock)) {
      Store.drop(file);
      try (Store store = Store.open(file)) {
        replay(journal, store);
        return store.sequence();
      }
    }
  }

  private static void replay(SqliteJournal journal, Store store) {
    var engine = new OrderEngine(EngineState.EMPTY);
    List<Outcome> batch = new ArrayList<>(BATCH);
    journal.replay(
        0,
        input -> {
          batch.add(engine.apply(input));
          if (batch.size() == BATCH) {
            store.apply(batch);
            batch.clear();
          }
        });
    store.apply(batch);
  }
}

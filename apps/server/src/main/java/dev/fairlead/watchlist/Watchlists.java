// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.watchlist;

import dev.fairlead.keys.PrivateFile;
import dev.fairlead.model.Principal;
import dev.fairlead.model.Symbol;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The watchlists of all clients, in {@code DATA/watchlists.json}. What was answered is on the disk:
 * the file is replaced whole, synced, and only its owner may read it. One process holds a data
 * folder, and so the file. Thread-safe; a method that touches the file may throw {@link
 * WatchlistsException}.
 */
public final class Watchlists {
  /** The file's name in the data folder. */
  public static final String FILE = "watchlists.json";

  /** Most lists of one client. */
  public static final int MAX_LISTS = 200;

  private final Path file;
  private final InstantSource clock;

  /** Null until the file was read. */
  private @Nullable List<Watchlist> kept;

  private Watchlists(Path file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
  }

  /** Those of a data folder, which need not exist yet; it is read when somebody asks. */
  public static Watchlists in(Path data, InstantSource clock) {
    return new Watchlists(data.resolve(FILE), clock);
  }

  /** What became of a change. */
  public sealed interface Change {
    record Done(Watchlist list) implements Change {}

    record Unknown() implements Change {}

    /** Another list of the client has that name. */
    record NameTaken(String name) implements Change {}

    /** The client has as many lists, or the list as many symbols, as there may be. */
    record TooMany(String what, int most) implements Change {}
  }

  /** The client's lists, in the order in which they were made. */
  public synchronized List<Watchlist> of(Principal owner) {
    return all().stream().filter(list -> list.owner().equals(owner.keyId())).toList();
  }

  public Optional<Watchlist> find(Principal owner, UUID id) {
    return of(owner).stream().filter(list -> list.id().equals(id)).findFirst();
  }

  public Optional<Watchlist> named(Principal owner, String name) {
    return of(owner).stream().filter(list -> list.name().equals(name)).findFirst();
  }

  public synchronized Change create(Principal owner, String name, List<Symbol> symbols) {
    if (of(owner).size() >= MAX_LISTS) {
      return new Change.TooMany("watchlists", MAX_LISTS);
    }
    Watchlist list =
        new Watchlist(
            UUID.randomUUID(), owner.keyId(), name, symbols, clock.instant(), clock.instant());
    return put(owner, list);
  }

  /**
   * Changes the list of that id.
   *
   * @param name the new name; null leaves it
   * @param symbols makes the new content of the old
   */
  public synchronized Change change(
      Principal owner, UUID id, @Nullable String name, UnaryOperator<List<Symbol>> symbols) {
    Watchlist list = find(owner, id).orElse(null);
    return list == null
        ? new Change.Unknown()
        : put(
            owner,
            list.changed(
                name == null ? list.name() : name, symbols.apply(list.symbols()), clock.instant()));
  }

  private Change put(Principal owner, Watchlist list) {
    boolean taken = named(owner, list.name()).filter(other -> isAnother(other, list)).isPresent();
    if (taken) {
      return new Change.NameTaken(list.name());
    }
    if (list.symbols().size() > Watchlist.MAX_SYMBOLS) {
      return new Change.TooMany("symbols", Watchlist.MAX_SYMBOLS);
    }
    boolean isNew = all().stream().allMatch(other -> isAnother(other, list));
    List<Watchlist> changed =
        new ArrayList<>(all().stream().map(old -> isAnother(old, list) ? old : list).toList());
    if (isNew) {
      changed.add(list);
    }
    keep(changed);
    return new Change.Done(list);
  }

  private static boolean isAnother(Watchlist one, Watchlist other) {
    return !one.id().equals(other.id());
  }

  /** Whether there was one of that id. */
  public synchronized boolean delete(Principal owner, UUID id) {
    Predicate<Watchlist> gone = list -> list.id().equals(id) && list.owner().equals(owner.keyId());
    boolean known = all().stream().anyMatch(gone);
    if (known) {
      keep(all().stream().filter(gone.negate()).toList());
    }
    return known;
  }

  private List<Watchlist> all() {
    List<Watchlist> read = kept;
    if (read == null) {
      read = WatchlistFile.read(file);
      kept = read;
    }
    return read;
  }

  /** The disk first: what cannot be kept has not happened. */
  private void keep(List<Watchlist> lists) {
    try {
      PrivateFile.write(file, WatchlistFile.text(lists));
    } catch (IOException e) {
      throw new WatchlistsException(
          "cannot write " + FILE + ": " + e + "; make its folder writable", e);
    }
    kept = List.copyOf(lists);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.store;

import dev.fairlead.store.StoreException.Category;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A few connections that read, lent to one reader at a time. Each loan is one transaction: what it
 * reads is of one moment. Thread-safe; waits for a free connection no longer than {@code limit}.
 */
final class Readers implements AutoCloseable {
  private final StoreFile file;
  private final int size;
  private final Duration limit;
  private final Semaphore free;
  private final ConcurrentLinkedDeque<Reader> idle = new ConcurrentLinkedDeque<>();

  Readers(StoreFile file, int size, Duration limit) {
    this.file = file;
    this.size = size;
    this.limit = limit;
    free = new Semaphore(size, true);
  }

  /** Asks something of one connection. */
  @FunctionalInterface
  interface Question<T> {
    T ask(Reader reader) throws SQLException;
  }

  <T> List<T> list(Query query, Row.Reader<T> rows) {
    return read(reader -> reader.list(query, rows));
  }

  <T> T read(Question<T> question) {
    borrow(1);
    try {
      return ask(question);
    } catch (SQLException e) {
      throw StoreFile.failure("read the store", e);
    } finally {
      free.release();
    }
  }

  /** A connection that has failed is not kept: the next reader gets a new one. */
  private <T> T ask(Question<T> question) throws SQLException {
    Reader used = idle.pollFirst();
    Reader reader = used != null ? used : new Reader(file.openForReading());
    boolean sound = false;
    try {
      T answer = question.ask(reader);
      reader.endTransaction();
      sound = true;
      return answer;
    } finally {
      if (sound) {
        idle.addFirst(reader);
      } else {
        reader.close();
      }
    }
  }

  private void borrow(int connections) {
    try {
      if (!free.tryAcquire(connections, limit.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new StoreException(
            Category.BUSY,
            "all "
                + size
                + " read connections were busy for "
                + limit
                + ": ask again, or for less");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(Category.BUSY, "interrupted while waiting for a connection", e);
    }
  }

  /** Closes every connection, after those that are lent have come back; later reads open new. */
  @Override
  public void close() {
    borrow(size);
    try {
      for (Reader reader = idle.pollFirst(); reader != null; reader = idle.pollFirst()) {
        reader.close();
      }
    } catch (SQLException e) {
      throw StoreFile.failure("close the store", e);
    } finally {
      free.release(size);
    }
  }

  /** One connection and the statements that it has prepared, the last used ones kept. */
  static final class Reader implements AutoCloseable {
    private static final int STATEMENTS = 32;

    private final Connection connection;
    private final Map<String, PreparedStatement> statements =
        new LinkedHashMap<>(STATEMENTS, 0.75f, true);

    private Reader(Connection connection) {
      this.connection = connection;
    }

    <T> List<T> list(Query query, Row.Reader<T> rows) throws SQLException {
      PreparedStatement statement = prepared(query.sql());
      int index = 0;
      for (Object argument : query.arguments()) {
        statement.setObject(++index, argument);
      }
      List<T> found = new ArrayList<>();
      try (ResultSet results = statement.executeQuery()) {
        Row row = new Row(results);
        while (row.next()) {
          found.add(rows.read(row));
        }
      }
      return found;
    }

    private PreparedStatement prepared(String sql) throws SQLException {
      PreparedStatement known = statements.get(sql);
      if (known != null) {
        return known;
      }
      if (statements.size() == STATEMENTS) {
        Iterator<PreparedStatement> oldest = statements.values().iterator();
        oldest.next().close();
        oldest.remove();
      }
      PreparedStatement prepared = connection.prepareStatement(sql);
      statements.put(sql, prepared);
      return prepared;
    }

    private void endTransaction() throws SQLException {
      connection.commit();
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }
}

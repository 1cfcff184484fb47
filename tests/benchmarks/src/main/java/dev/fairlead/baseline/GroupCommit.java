// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.baseline;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;

/**
 * The group-commit reference: threads that each submit a record and wait until it is durable, and
 * one writer whose batch is whatever queued up during the last sync. No engine, no codec, no reply.
 */
public final class GroupCommit implements AutoCloseable {
  private static final int BATCH_LIMIT = 1_000;

  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  private record Waiting(byte[] bytes, CountDownLatch durable) {}

  private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(65_536);
  private final SyncedFile file;
  private final Thread writer;

  public GroupCommit(Path path) throws IOException {
    file = new SyncedFile(path);
    writer = Thread.ofPlatform().name("reference-writer").start(this::write);
  }

  /** Makes one record durable. Any thread may call. */
  public void submit(byte[] bytes) throws InterruptedException {
    Waiting waiting = new Waiting(bytes, new CountDownLatch(1));
    queue.put(waiting);
    waiting.durable.await();
  }

  private void write() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BATCH_LIMIT * SyncedFile.RECORD_BYTES);
    List<Waiting> batch = new ArrayList<>(BATCH_LIMIT);
    try {
      while (!Thread.currentThread().isInterrupted()) {
        batch.clear();
        batch.add(queue.take());
        queue.drainTo(batch, BATCH_LIMIT - 1);
        buffer.clear();
        batch.forEach(waiting -> buffer.put(waiting.bytes));
        file.append(buffer.flip());
        batch.forEach(waiting -> waiting.durable.countDown());
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    writer.interrupt();
    try {
      writer.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    file.close();
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Takes connections in. One thread accepts them, waits for their bytes and reads the first ones: a
 * thread more for any of that would have to be woken for each connection.
 */
final class Gate extends ServerConnector {
  /** None: the selector's thread does it. */
  private static final int ACCEPTORS = 0;

  /** As many as fit the machine. */
  private static final int SELECTORS = -1;

  Gate(Server server, ConnectionFactory first) {
    super(server, ACCEPTORS, SELECTORS, first);
  }

  @Override
  protected SelectorManager newSelectorManager(
      Executor executor, Scheduler scheduler, int selectors) {
    return new Selectors(executor, scheduler, selectors);
  }

  @Override
  protected SocketChannelEndPoint newEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key) {
    Visitor visitor = new Visitor(channel, selector, key, getScheduler(), getExecutor());
    visitor.setIdleTimeout(getIdleTimeout());
    return visitor;
  }

  /**
   * Selectors that wait on platform threads. They run for as long as the server does and block in
   * the kernel, where a virtual thread takes a carrier with it, and is slower to wake.
   */
  private final class Selectors extends ServerConnectorManager {
    /** Jetty hands over a selector's loop like any other task, but while the selector starts. */
    private final ThreadLocal<Boolean> starting = ThreadLocal.withInitial(() -> false);

    Selectors(Executor executor, Scheduler scheduler, int selectors) {
      super(executor, scheduler, selectors);
    }

    @Override
    protected ManagedSelector newSelector(int id) {
      return new ManagedSelector(this, id) {
        @Override
        protected void doStart() throws Exception {
          starting.set(true);
          try {
            super.doStart();
          } finally {
            starting.remove();
          }
        }
      };
    }

    @Override
    protected void execute(Runnable task) {
      if (starting.get()) {
        Thread.ofPlatform().daemon().name("fairlead-selector").start(task);
      } else {
        super.execute(task);
      }
    }
  }

  /** A client's socket, which can be given back what has been read of it. */
  static final class Visitor extends SocketChannelEndPoint {
    private final Executor executor;
    private volatile @Nullable ByteBuffer unread;

    Visitor(
        SelectableChannel channel,
        ManagedSelector selector,
        SelectionKey key,
        Scheduler scheduler,
        Executor executor) {
      super((SocketChannel) channel, selector, key, scheduler);
      this.executor = executor;
    }

    /** Has {@code bytes} read again, before all that come. */
    void unread(ByteBuffer bytes) {
      ByteBuffer copy = ByteBuffer.allocate(bytes.remaining());
      unread = copy.put(bytes).flip();
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
      ByteBuffer again = unread;
      if (again == null) {
        return super.fill(buffer);
      }
      int position = BufferUtil.flipToFill(buffer);
      int count = BufferUtil.put(again, buffer);
      BufferUtil.flipToFlush(buffer, position);
      if (!again.hasRemaining()) {
        unread = null;
      }
      return count;
    }

    @Override
    protected void needsFillInterest() {
      if (unread == null) {
        super.needsFillInterest();
      } else {
        executor.execute(() -> getFillInterest().fillable());
      }
    }
  }
}

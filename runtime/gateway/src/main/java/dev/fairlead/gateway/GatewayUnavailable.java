// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import dev.fairlead.message.ClientCommand;
import dev.fairlead.message.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The gateway cannot answer. A command that ends so was not taken and nothing was done, unless it
 * is an {@link OutcomeUnknown}.
 */
public sealed class GatewayUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why, for programs. */
  public enum Category {
    /** Too many commands are waiting; refused before it was accepted. Try again later. */
    OVERLOADED,
    /** Starting or stopping; refused before it was accepted. */
    NOT_READY,
    /**
     * The journal failed, and the gateway works no more. Whether a command that was under way then
     * is durable is unknown until the restart; a later one was not taken.
     */
    STORAGE_FAILED,
    /** No answer within the limit; the command may still be done. Look before trying again. */
    NO_ANSWER
  }

  private final Category category;
  private final boolean taken;

  /** When to try again, as far as that is known; null where it is not. */
  private final transient @Nullable Duration retryAfter;

  public GatewayUnavailable(Category category, String message) {
    this(category, message, null, category == Category.NO_ANSWER);
  }

  /** There is no room, and there may be some after {@code retryAfter}. */
  GatewayUnavailable(String message, Duration retryAfter) {
    this(Category.OVERLOADED, message, null, false, retryAfter);
  }

  GatewayUnavailable(Category category, String message, @Nullable Throwable cause, boolean taken) {
    this(category, message, cause, taken, null);
  }

  private GatewayUnavailable(
      Category category,
      String message,
      @Nullable Throwable cause,
      boolean taken,
      @Nullable Duration retryAfter) {
    super(message, cause);
    this.category = category;
    this.taken = taken;
    this.retryAfter = retryAfter;
  }

  /** The same refusal with the caller's own stack. */
  GatewayUnavailable again() {
    return new GatewayUnavailable(category, String.valueOf(getMessage()), getCause(), taken);
  }

  /** Whether what waited for an answer had been taken, so that it may be done all the same. */
  boolean isTaken() {
    return taken;
  }

  /** When to try again, as far as that is known. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  public Category category() {
    return category;
  }

  /**
   * A command was taken, and nobody can say yet what became of it: its answer did not come in time,
   * or the journal failed while it was being written. It is neither done nor refused. Never sent
   * again by the gateway itself; whoever asks again has to ask under the same client order id.
   */
  public static final class OutcomeUnknown extends GatewayUnavailable {
    private static final long serialVersionUID = 1L;

    private final transient ClientCommand command;
    private final transient CompletableFuture<Reply> reply;

    OutcomeUnknown(
        ClientCommand command, CompletableFuture<Reply> reply, GatewayUnavailable because) {
      super(because.category(), String.valueOf(because.getMessage()), because, true);
      this.command = command;
      this.reply = reply;
    }

    /** What was asked. */
    public ClientCommand command() {
      return command;
    }

    /**
     * Has {@code settled} hear the reply once there is one; at once where it came meanwhile, never
     * where the gateway stops before. On the sequencer's thread, so it must not wait.
     */
    public void whenKnown(Consumer<Reply> settled) {
      CompletableFuture<Void> _ = reply.thenAccept(settled);
    }
  }
}

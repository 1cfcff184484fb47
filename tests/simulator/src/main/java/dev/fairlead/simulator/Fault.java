// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.simulator;

/** What can go wrong, by the ids of the fault catalogue, and how often at most. */
enum Fault {
  REPLY_LOST("F-B01", "the broker did it, its reply is lost", 1_500),
  REQUEST_LOST("F-B02", "the request never arrives, and nobody can tell", 1_200),
  REQUEST_LATE("F-B03", "the request arrives late, within the broker's word", 1_200),
  NEWS_LATE("F-B05", "news is overtaken by later news", 2_000),
  NEWS_LOST("F-B06", "news is lost on the stream, and told again when it is read up", 1_000),
  STATUS_NEVER("F-B07", "a change of status is never told by itself", 400),
  SWALLOWED("F-B08", "the broker drops the request without a word", 400),
  NEWS_TWICE("F-B09", "the same news comes twice", 2_500),
  OVERFILL("F-B12", "more executes than was asked for", 600),
  LIST_INCOMPLETE("F-B21", "a list is cut off, so the question has no answer", 5_000),
  VIEW_STALE("F-B21", "what the broker has is not shown yet, within its word", 2_500),
  THROTTLED("F-B23", "too many requests: not taken, and nobody says so for certain", 500),
  BROKER_RESTARTS("F-B26", "the broker restarts", 250),
  NOT_SENT("F-N01", "no byte of the request left", 500),
  CUT("F-N12", "the session breaks", 1_200),
  STALLED("F-N10", "the stream stands still and does not close", 300),
  KILLED("F-P01", "killed between two steps", 150),
  KILLED_UNSYNCED("F-D01", "killed before the sync: the tail is lost or kept", 60),
  KILLED_IN_RELEASE("F-P01", "killed between two effects of what is durable", 60),
  KILLED_IN_RECOVERY("F-P02", "killed while it recovers", 3_000),
  PAUSED("F-P03", "stands still, and goes on", 150),
  DISK_SLOW("F-D09", "a sync takes seconds", 200),
  TIMER_LATE("F-C05", "a timer fires late", 500),
  CLIENT_REPEATS("F-K01", "a client sends the same again", 800),
  CLIENT_REUSES_ID("F-K02", "a client sends another order under the same id", 400),
  CANCEL_STORM("F-K05", "a client cancels what it has just placed, and what is not there", 600),
  UNWELL("R-25", "a breaker opens, or closes", 800),
  REROUTED("F-O03", "stopped and started with another routing", 80),
  WORD_BROKEN("D-06", "an order surfaces after the broker's settle time is over", 2_500),
  VIEW_FALSE("D-06", "a complete answer leaves out what the broker has", 2_500);

  private final String id;
  private final String what;
  private final int most;

  Fault(String id, String what, int most) {
    this.id = id;
    this.what = what;
    this.most = most;
  }

  String id() {
    return id;
  }

  String what() {
    return what;
  }

  /** Of ten thousand chances, how many at most are taken. */
  int most() {
    return most;
  }
}

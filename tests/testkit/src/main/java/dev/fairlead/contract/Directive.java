// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.contract;

/** What a far side may be told to do, or is able to do: the data by which cases are skipped. */
public sealed interface Directive {
  /** What happens to an order there, without our doing. */
  enum Happening implements Directive {
    /** It executes; {@link FarSide#fill} says for how much. */
    FILL,
    /** Somebody else cancels it. */
    CANCEL,
    /** Its time ends. */
    EXPIRE,
    /** It was taken, and is refused after all (F-B04). */
    REJECT,
    /** Its newest execution is void (F-B13). */
    BUST,
    /** Its newest execution was at a cent more than told (F-B13). */
    CORRECT,
    /** It works no more today; nothing has ended (F-B36). */
    DONE_FOR_DAY,
    /** It is held up; nothing has ended (F-B36). */
    SUSPEND
  }

  /** What becomes of one request and of its reply. */
  enum Trouble implements Directive {
    /** Done, and the connection ends without a byte of a reply (F-B01). */
    REPLY_LOST(true),
    /** The connection ends while the request is read: nothing is done (F-B02). */
    REQUEST_LOST(false),
    /** Done, but the reply comes after the adapter's time-out (F-N07). */
    REPLY_LATE(true),
    /** Done, and the connection ends within the reply (F-N02). */
    REPLY_HALF(true),
    /** Done, and answered with 500. */
    SERVER_ERROR(true),
    /** Done, and the edge answers with 502 and a page (F-N05). */
    BAD_GATEWAY(true),
    /** Not done, and answered with 503. */
    UNAVAILABLE(false),
    /** Done, and the edge answers with 504. */
    GATEWAY_TIMEOUT(true),
    /** Not done: too many requests (F-B23). */
    TOO_MANY(false),
    /** Done, and answered with 200 and a page (F-B33). */
    NOT_JSON(true),
    /** Done, and answered with 200 and nothing. */
    EMPTY(true),
    /** Not done: sent elsewhere (F-N05). */
    REDIRECT(false),
    /** Not done: a page that says 404, as a proxy's that knows nothing of orders (F-B21). */
    STRAY_404(false),
    /** Done, and told with a status that nobody knows (F-B33). */
    ODD_STATUS(true);

    private final boolean done;

    Trouble(boolean done) {
      this.done = done;
    }

    /** Whether the far side does what it is asked, whatever it answers. */
    public boolean isDone() {
      return done;
    }
  }

  /** How the stream of news is, until it is something else. */
  enum Weather implements Directive {
    /** All is heard. */
    CLEAR,
    /** The connection is cut now, and may come back. */
    CUT,
    /** It stays open, and says nothing, not even an echo (F-N10). */
    SILENT,
    /** Cut, and new ones are turned away (F-N11). */
    REFUSED,
    /** Everything is told twice (F-B09). */
    DOUBLED,
    /** Everything that happens goes untold, but the connection lives (F-B06). */
    MUTE,
    /** Nobody listens at the address, for requests either (F-N01). */
    UNREACHABLE
  }

  /** What else a far side may have. */
  enum Feature implements Directive {
    /** It can be asked what really became of each order. */
    TRUTH,
    /** It remembers orders by itself, so that something can happen while nobody is connected. */
    MEMORY,
    /** Others can place orders there. */
    OTHERS,
    /** An account may hold something when it is first opened. */
    HOLDINGS,
    /** Money may come and go. */
    MOVEMENTS,
    /** It can have had hundreds of orders. */
    CROWD,
    /** It can say what nobody understands. */
    NONSENSE,
    /** It can turn a key away. */
    LOGIN,
    /** Its market can be moved. */
    QUOTES
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
// The only class whose parser can be chosen.
import org.eclipse.jetty.server.internal.HttpConnection;
import org.jspecify.annotations.Nullable;

/**
 * HTTP in which a chunk has a size that a body can have, and nothing else (S-34). Its extensions
 * may be passed over, and nobody uses them; but readers differ on where one ends, and so on where
 * the next request begins.
 */
final class StrictHttp extends HttpConnectionFactory {
  StrictHttp(HttpConfiguration http) {
    super(http);
  }

  @Override
  public Connection newConnection(Connector connector, EndPoint endPoint) {
    return configure(
        new StrictConnection(getHttpConfiguration(), connector, endPoint), connector, endPoint);
  }

  private static final class StrictConnection extends HttpConnection {
    /** Set while the constructor of {@link HttpConnection} runs, so before any field of ours is. */
    private HttpConnection.@Nullable RequestHandler handler;

    StrictConnection(HttpConfiguration http, Connector connector, EndPoint endPoint) {
      super(http, connector, endPoint);
    }

    @Override
    protected HttpConnection.RequestHandler newRequestHandler() {
      handler = super.newRequestHandler();
      return handler;
    }

    @Override
    protected HttpParser newHttpParser(HttpCompliance compliance) {
      HttpConfiguration http = getHttpConfiguration();
      HttpParser parser =
          new StrictParser(
              Objects.requireNonNull(handler), http.getRequestHeaderSize(), compliance);
      parser.setHeaderCacheSize(http.getHeaderCacheSize());
      parser.setHeaderCacheCaseSensitive(http.isHeaderCacheCaseSensitive());
      return parser;
    }
  }

  /**
   * Reads chunks piece by piece: what is between two of them a byte at a time, after a look at it,
   * and of a chunk no more than its size.
   */
  private static final class StrictParser extends HttpParser {
    private static final int HEX = 16;

    /** More than any body may have: nobody has to wait for so much to come. */
    private static final long MOST_OF_A_CHUNK = 1 << 24;

    private long chunkSize;
    private long chunkEnd;

    StrictParser(HttpParser.RequestHandler handler, int maxHeaderBytes, HttpCompliance compliance) {
      super(handler, maxHeaderBytes, compliance);
    }

    @Override
    protected boolean parseContent(ByteBuffer buffer) {
      if (!isChunked() || !buffer.hasRemaining()) {
        return super.parseContent(buffer);
      }
      int limit = buffer.limit();
      while (isChunked() && buffer.hasRemaining()) {
        long piece = Math.min(buffer.remaining(), pieceAt(buffer.get(buffer.position())));
        buffer.limit(buffer.position() + (int) piece);
        try {
          if (super.parseContent(buffer)) {
            return true;
          }
        } finally {
          buffer.limit(limit);
        }
      }
      return false;
    }

    /** How many bytes, {@code next} first, are of one kind. */
    private long pieceAt(byte next) {
      int digit = Character.digit(next, HEX);
      if (getState() == State.CHUNKED_CONTENT) {
        chunkSize = digit;
      } else if (getState() == State.CHUNK_SIZE) {
        if (digit >= 0) {
          chunkSize = chunkSize * HEX + digit;
          if (chunkSize > MOST_OF_A_CHUNK) {
            throw new HttpException.RuntimeException(
                HttpStatus.BAD_REQUEST_400, "a chunk is larger than any body may be");
          }
        } else if (next == '\r' || next == '\n') {
          chunkEnd = getContentRead() + chunkSize;
        } else {
          throw new HttpException.RuntimeException(
              HttpStatus.BAD_REQUEST_400, "a chunk's size is followed by an extension");
        }
      } else if (getState() == State.CHUNK) {
        return Math.max(1, chunkEnd - getContentRead());
      }
      return 1;
    }

    private boolean isChunked() {
      return switch (getState()) {
        case CHUNKED_CONTENT, CHUNK_SIZE, CHUNK, CHUNK_END -> true;
        case START,
            METHOD,
            RESPONSE_VERSION,
            SPACE1,
            STATUS,
            URI,
            SPACE2,
            REQUEST_VERSION,
            REASON,
            PROXY,
            HEADER,
            CONTENT,
            EOF_CONTENT,
            CONTENT_END,
            TRAILER,
            END,
            CLOSE,
            CLOSED ->
            false;
      };
    }
  }
}

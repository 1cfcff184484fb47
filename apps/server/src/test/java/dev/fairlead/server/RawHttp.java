// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/** A connection on which a test says what no well-behaved client would. */
final class RawHttp implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 25_000;

  private final Socket socket;

  private RawHttp(Socket socket) {
    this.socket = socket;
  }

  /** Over a socket that is connected, and closed with this. */
  static RawHttp over(Socket socket) {
    return new RawHttp(socket);
  }

  /** A request's lines with the gateway's key after the first, and the empty line at the end. */
  static String[] withKey(TestServer gateway, String... lines) {
    String[] all = new String[lines.length + 3];
    all[0] = lines[0];
    all[1] = "APCA-API-KEY-ID: " + gateway.key.key().id();
    all[2] = "APCA-API-SECRET-KEY: " + gateway.key.secret();
    System.arraycopy(lines, 1, all, 3, lines.length - 1);
    all[all.length - 1] = "";
    return all;
  }

  static RawHttp connect(FairleadServer server) {
    try {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
      socket.setSoTimeout(PATIENCE_MILLIS);
      return new RawHttp(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends the lines, each ended as HTTP wants it. */
  RawHttp say(String... lines) {
    return write(String.join("\r\n", lines) + "\r\n");
  }

  /** Asks for the stream, as a WebSocket client does. */
  RawHttp sayUpgrade() {
    return sayUpgrade("/stream");
  }

  RawHttp sayUpgrade(String path) {
    return say(
        "GET " + path + " HTTP/1.1",
        "Host: localhost",
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "");
  }

  RawHttp write(String text) {
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything until the server closes, or until {@code end} has come. */
  String readUntil(String end) {
    StringBuilder read = new StringBuilder();
    try {
      InputStream in = socket.getInputStream();
      for (int next = in.read(); next >= 0; next = in.read()) {
        read.append((char) next);
        if (!end.isEmpty() && read.toString().endsWith(end)) {
          break;
        }
      }
      return read.toString();
    } catch (IOException e) {
      throw new UncheckedIOException("after: " + read, e);
    }
  }

  /** One answer with a JSON object in it. */
  Response response() {
    String text = readUntil("}");
    int blank = text.indexOf("\r\n\r\n");
    return new Response(
        Integer.parseInt(text.substring(9, 12)),
        text.substring(0, blank),
        TestServer.JSON.readTree(text.substring(blank + 4)));
  }

  record Response(int status, String head, JsonNode json) {}

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

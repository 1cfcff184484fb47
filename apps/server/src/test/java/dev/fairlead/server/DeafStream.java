// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;

/** A listener that asks for everything and reads nothing. */
record DeafStream(Socket socket) implements AutoCloseable {
  static DeafStream connect(TestServer gateway) throws IOException {
    Socket socket = new Socket();
    socket.setOption(StandardSocketOptions.SO_RCVBUF, 4_096);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.server.port()));
    DeafStream stream = new DeafStream(socket);
    RawHttp.over(socket).sayUpgrade().readUntil("\r\n\r\n");
    stream.frame(
        "{\"action\":\"auth\",\"key\":\"%s\",\"secret\":\"%s\"}"
            .formatted(gateway.key.key().id(), gateway.key.secret()));
    stream.frame("{\"action\":\"listen\",\"data\":{\"streams\":[\"trade_updates\"]}}");
    return stream;
  }

  /** One that subscribes to a symbol's trades and never reads them. */
  static DeafStream ofTrades(TestServer gateway, String path, String symbol) throws IOException {
    Socket socket = new Socket();
    socket.setOption(StandardSocketOptions.SO_RCVBUF, 4_096);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.server.port()));
    DeafStream stream = new DeafStream(socket);
    RawHttp.over(socket).sayUpgrade(path).readUntil("\r\n\r\n");
    stream.frame(
        "{\"action\":\"auth\",\"key\":\"%s\",\"secret\":\"%s\"}"
            .formatted(gateway.key.key().id(), gateway.key.secret()));
    stream.frame(
        "{\"action\":\"subscribe\",\"trades\":[\"%s\"]}%s".formatted(symbol, " ".repeat(126)));
    return stream;
  }

  /** A text frame of more than 125 bytes and up to 65,535, masked with zeros. */
  private void frame(String text) throws IOException {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    byte[] head = {
      (byte) 0x81, (byte) 0xfe, (byte) (payload.length >> 8), (byte) payload.length, 0, 0, 0, 0
    };
    socket.getOutputStream().write(head);
    socket.getOutputStream().write(payload);
  }

  /** Whether the connection ends once what had been sent is read. */
  boolean isCut() {
    try {
      socket.setSoTimeout(5_000);
      while (socket.getInputStream().read(new byte[65_536]) >= 0) {
        // What was on its way before the cut.
      }
      return true;
    } catch (SocketTimeoutException stillOpen) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }

  @Override
  public void close() {
    RawHttp.over(socket).close();
  }
}

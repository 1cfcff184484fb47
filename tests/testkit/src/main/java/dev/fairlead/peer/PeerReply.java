// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.peer;

import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What a request is answered with. */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
record PeerReply(int status, String type, byte[] body, List<String> headers) {
  private static final String JSON = "application/json; charset=utf-8";

  static PeerReply json(int status, JsonNode body) {
    return new PeerReply(status, JSON, bytes(body.toString()), List.of());
  }

  static PeerReply empty(int status) {
    return new PeerReply(status, JSON, new byte[0], List.of());
  }

  /** As a proxy or a portal answers, that knows nothing of the API. */
  static PeerReply page(int status, String title) {
    String html =
        "<html><head><title>" + title + "</title></head><body>" + title + "</body></html>";
    return new PeerReply(status, "text/html", bytes(html), List.of());
  }

  static PeerReply error(int status, int code, String message) {
    return json(status, PeerJson.object().put("code", code).put("message", message));
  }

  static PeerReply redirect(String location) {
    return new PeerReply(307, "text/html", new byte[0], List.of("Location: " + location));
  }

  /** All of it as it goes over the wire. */
  byte[] wire(List<String> more) {
    StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(" Said\r\n");
    if (status != 204) {
      head.append("Content-Type: ").append(type).append("\r\n");
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    headers.forEach(header -> head.append(header).append("\r\n"));
    more.forEach(header -> head.append(header).append("\r\n"));
    byte[] start = bytes(head.append("\r\n").toString());
    byte[] all = new byte[start.length + body.length];
    System.arraycopy(start, 0, all, 0, start.length);
    System.arraycopy(body, 0, all, start.length, body.length);
    return all;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

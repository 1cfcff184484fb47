// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.system;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An HTTP answer as it comes off a socket. */
record RawAnswer(String head, String body) {
  private static final Pattern STATUS = Pattern.compile("^HTTP/1\\.1 (\\d{3}) ");
  private static final Pattern LENGTH = Pattern.compile("(?m)^content-length: *(\\d+)");

  /** Reads one; an end before it is whole is an error. */
  static RawAnswer read(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!endsWithEmptyLine(head)) {
      head.write(requireByte(in));
    }
    String text = head.toString(StandardCharsets.ISO_8859_1);
    Matcher length = LENGTH.matcher(text.toLowerCase(Locale.ROOT));
    int bytes = length.find() ? Integer.parseInt(length.group(1)) : 0;
    return new RawAnswer(text, new String(in.readNBytes(bytes), StandardCharsets.UTF_8));
  }

  /** Reads one, unless the other side closes without one. */
  static Optional<RawAnswer> readIfAny(InputStream in) throws IOException {
    try {
      return Optional.of(read(in));
    } catch (EOFException | SocketException closed) {
      return Optional.empty();
    }
  }

  private static int requireByte(InputStream in) throws IOException {
    int next = in.read();
    if (next < 0) {
      throw new EOFException();
    }
    return next;
  }

  private static boolean endsWithEmptyLine(ByteArrayOutputStream head) {
    byte[] bytes = head.toByteArray();
    int end = bytes.length;
    return end >= 4 && bytes[end - 4] == '\r' && bytes[end - 3] == '\n' && bytes[end - 1] == '\n';
  }

  int status() {
    Matcher status = STATUS.matcher(head);
    if (!status.find()) {
      throw new AssertionError("not an HTTP answer: " + head);
    }
    return Integer.parseInt(status.group(1));
  }

  @Override
  public String toString() {
    return head + body;
  }
}

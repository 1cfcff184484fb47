// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.stream;

import dev.fairlead.wire.Json;
import dev.fairlead.wire.JsonWriter;
import dev.fairlead.wire.Members;
import dev.fairlead.wire.MessagePack;
import dev.fairlead.wire.PackedMembers;
import dev.fairlead.wire.PackedReader;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** How a stream's frames are written, which the handshake says. All of ours are binary. */
enum FrameForm {
  JSON {
    @Override
    byte[] bytes(ObjectNode frame) {
      return Json.bytes(frame);
    }

    @Override
    byte[] bytes(Consumer<Members> frame) {
      return JsonWriter.object(frame).bytes();
    }

    @Override
    ClientFrame read(byte[] frame) {
      return readJson(frame);
    }
  },
  MESSAGE_PACK {
    @Override
    byte[] bytes(ObjectNode frame) {
      return MessagePack.bytes(frame);
    }

    @Override
    byte[] bytes(Consumer<Members> frame) {
      return PackedMembers.map(frame);
    }

    @Override
    ClientFrame read(byte[] frame) {
      return PackedReader.read(frame)
          .map(ClientFrame::of)
          .orElseGet(() -> new ClientFrame.Unreadable("a frame must be one MessagePack map"));
    }
  };

  private static final String CONTENT_TYPE = "application/msgpack";

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(32).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** By the handshake's {@code Content-Type}: MessagePack where it says so, else JSON. */
  static FrameForm of(@Nullable String contentType) {
    return contentType != null && contentType.strip().equalsIgnoreCase(CONTENT_TYPE)
        ? MESSAGE_PACK
        : JSON;
  }

  abstract byte[] bytes(ObjectNode frame);

  abstract byte[] bytes(Consumer<Members> frame);

  /** What a binary frame says. */
  abstract ClientFrame read(byte[] frame);

  /** What a text frame says, whatever was agreed on. */
  static ClientFrame readJson(byte[] frame) {
    try {
      JsonNode read = MAPPER.readTree(frame);
      return ClientFrame.of(read);
    } catch (JacksonException e) {
      return new ClientFrame.Unreadable("a frame must be one JSON object, each key said once");
    }
  }
}

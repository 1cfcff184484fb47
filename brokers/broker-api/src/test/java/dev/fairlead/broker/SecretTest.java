// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class SecretTest {
  private static final String TEXT = "c4n4ry-Zx9+/ü";

  private record Holder(String name, Secret secret) {}

  @Test
  @DisplayName("S-23 a secret is not in its text, nor in that of a record that holds it")
  void isNotPrinted() {
    assertThat(Secret.of(TEXT)).hasToString("(secret)");
    assertThat(new Holder("alpaca", Secret.of(TEXT)).toString()).doesNotContain(TEXT);
    assertThat(List.of(Secret.of(TEXT)).toString()).doesNotContain(TEXT);
  }

  @Test
  @DisplayName("S-16, S-23 equality knows the same object and tells nothing of what is in it")
  void equalsOnlyItself() {
    Secret one = Secret.of(TEXT);
    assertThat(one).isNotEqualTo(Secret.of(TEXT)).isNotEqualTo(TEXT);
    assertThat(declares("equals")).isFalse();
    assertThat(declares("hashCode")).isFalse();
  }

  private static boolean declares(String name) {
    return Arrays.stream(Secret.class.getDeclaredMethods())
        .map(Method::getName)
        .anyMatch(name::equals);
  }

  @Test
  @DisplayName("S-23, S-75 Java's serialization refuses a secret")
  void cannotBeSerialized() throws IOException {
    try (var out = new ObjectOutputStream(new ByteArrayOutputStream())) {
      assertThatThrownBy(() -> out.writeObject(Secret.of(TEXT)))
          .isInstanceOf(NotSerializableException.class);
    }
  }

  @Test
  @DisplayName("S-23 a serializer that looks for properties finds none that tells the text")
  void hasNoProperties() {
    assertThat(Secret.class.getFields()).isEmpty();
    assertThat(Secret.class.getMethods())
        .filteredOn(method -> method.getDeclaringClass() == Secret.class)
        .filteredOn(method -> !Modifier.isStatic(method.getModifiers()))
        .filteredOn(method -> method.getParameterCount() == 0)
        .extracting(Method::getName)
        .noneMatch(name -> name.startsWith("get"))
        .containsExactlyInAnyOrder(
            "reveal", "utf8", "length", "isPrintableAscii", "close", "toString");
  }

  @Test
  void revealsWhatItWasMadeOf() {
    assertThat(Secret.of(TEXT).reveal()).isEqualTo(TEXT);
    assertThat(Secret.of(TEXT.toCharArray()).reveal()).isEqualTo(TEXT);
    byte[] bytes = TEXT.getBytes(StandardCharsets.UTF_8);
    assertThat(Secret.ofUtf8(bytes).reveal()).isEqualTo(TEXT);
    assertThat(Secret.of(TEXT).utf8()).isEqualTo(bytes);
  }

  @Test
  void keepsItsOwnCopy() {
    char[] typed = TEXT.toCharArray();
    Secret secret = Secret.of(typed);
    Arrays.fill(typed, '\0');
    assertThat(secret.reveal()).isEqualTo(TEXT);
    Arrays.fill(secret.utf8(), (byte) 0);
    assertThat(secret.reveal()).isEqualTo(TEXT);
  }

  @Test
  void isGoneOnceItIsClosed() {
    Secret secret = Secret.of(TEXT);
    secret.close();
    assertThatThrownBy(secret::reveal).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(secret::utf8).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> secret.startsWith("c")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(secret::isPrintableAscii).isInstanceOf(IllegalStateException.class);
    assertThat(secret).hasToString("(secret)");
    secret.close();
  }

  @Test
  void tellsItsPrefixAndWhetherAHeaderCanCarryIt() {
    assertThat(Secret.of("PK1").startsWith("PK")).isTrue();
    assertThat(Secret.of("PK1").startsWith("AK")).isFalse();
    assertThat(Secret.of("P").startsWith("PK")).isFalse();
    assertThat(Secret.of("!aZ~").isPrintableAscii()).isTrue();
    for (String bad : List.of("a b", "a\n", "a\r\nb: c", "ü", "\u007f", "\0")) {
      assertThat(Secret.of(bad).isPrintableAscii()).isFalse();
    }
  }

  @Test
  void refusesWhatIsEmptyOrNoText() {
    assertThatThrownBy(() -> Secret.of("")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Secret.ofUtf8(new byte[] {(byte) 0xff}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a secret must be UTF-8 text");
  }
}

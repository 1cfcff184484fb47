// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.1.2.3",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.9",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "fe80::1",
        "fec0::1",
        "fc00::1",
        "fd12:3456::1",
        "ff02::1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::a00:1",
        "2001::7f00:1",
        "2002:7f00:1::1",
        "2002:a00:1::1",
        "2001:db8::1",
        "100::1",
        "4000::1"
      })
  @DisplayName("S-40 an address that is not on the public internet is refused")
  void refusesWhatIsNotPublic(String address) throws UnknownHostException {
    assertThat(Addresses.isAllowed(InetAddress.getByName(address), false)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.1",
        "100.63.255.255",
        "100.128.0.1",
        "126.0.0.1",
        "128.0.0.1",
        "169.253.0.1",
        "172.15.0.1",
        "172.32.0.1",
        "192.0.1.1",
        "192.167.0.1",
        "198.17.0.1",
        "198.20.0.1",
        "203.0.114.1",
        "223.255.255.255",
        "2606:4700::1111",
        "2a00:1450::8",
        "2001:4860:4860::8888"
      })
  void takesWhatIs(String address) throws UnknownHostException {
    assertThat(Addresses.isAllowed(InetAddress.getByName(address), false)).isTrue();
    assertThat(Addresses.isAllowed(InetAddress.getByName(address), true)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "::1"})
  void aLocalHookIsOnThisMachine(String address) throws UnknownHostException {
    assertThat(Addresses.isAllowed(InetAddress.getByName(address), true)).isTrue();
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.fairlead.config.FairleadConfig;
import dev.fairlead.doctor.Check.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckupTest {
  @TempDir private Path data;

  private static URI freeAddress() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return URI.create("http://127.0.0.1:" + probe.getLocalPort());
    }
  }

  @Test
  void findsNothingWrongWithAnEmptyFolder() throws IOException {
    assertThat(
            Checkup.of(
                data, FairleadConfig.DEFAULT, Map.of(), BrokerChecksTest.keys(null), freeAddress()))
        .noneMatch(check -> check.verdict() == Verdict.FAIL)
        .extracting(Check::name)
        .containsExactly(
            "java",
            "sqlite",
            "clock",
            "data",
            "space",
            "fsync",
            "journal",
            "store",
            "secrets",
            "paper:main",
            "gateway");
  }

  @Test
  void refusesAnOldJava() {
    assertThat(MachineChecks.java(Runtime.Version.parse("21.0.2")))
        .isEqualTo(Check.fail("java", "21.0.2: Fairlead needs Java 25 or newer"));
  }

  @Test
  void warnsOfAClockThatGoesBack() {
    var looks = new AtomicInteger();
    InstantSource jumping = () -> Instant.ofEpochSecond(1_000_000 - looks.getAndIncrement() / 100);
    assertThat(MachineChecks.clock(jumping))
        .isEqualTo(Check.warn("clock", "went back by PT1S: let NTP slew it, not step it"));
  }

  @Test
  void warnsOfAFolderThatOthersMayLookInto() throws IOException {
    Path open = Files.createDirectory(data.resolve("open"));
    Files.setPosixFilePermissions(
        open, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat(FolderChecks.writable(open).verdict()).isEqualTo(Verdict.WARN);
  }

  @Test
  void failsForAJournalThatIsNone() throws IOException {
    Files.writeString(data.resolve("journal.db"), "no journal".repeat(1000));
    assertThat(BookChecks.journal(data).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void failsForAStoreThatKnowsMoreThanTheJournal() {
    assertThat(BookChecks.judged(7, 6).verdict()).isEqualTo(Verdict.FAIL);
    assertThat(BookChecks.judged(6, 7)).isEqualTo(Check.ok("store", "stands at 6 of 7"));
  }

  @Test
  void failsForAProgramThatIsNoGateway() throws IOException {
    HttpServer other =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    other.start();
    try {
      int port = other.getAddress().getPort();
      assertThat(GatewayChecks.port(URI.create("http://127.0.0.1:" + port)))
          .isEqualTo(
              Check.fail(
                  "gateway",
                  "port "
                      + port
                      + " is taken by a program that is no gateway: stop it, or use another"
                      + " --port"));
    } finally {
      other.stop(0);
    }
  }

  @Test
  void findsAFreePort() throws IOException {
    URI free = freeAddress();
    assertThat(GatewayChecks.port(free))
        .isEqualTo(Check.ok("gateway", "none runs; port " + free.getPort() + " is free"));
  }
}

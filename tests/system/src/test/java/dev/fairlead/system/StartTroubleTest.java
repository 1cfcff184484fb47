// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.system.TradingClient.Answer;
import dev.fairlead.testkit.Folders;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What keeps a gateway from starting: one clear line, a code for scripts, and no harm done. */
final class StartTroubleTest {
  private static final int PORT_TAKEN = 11;
  private static final int LOCKED = 12;
  private static final int NOT_WRITABLE = 13;
  private static final int DISK_FULL = 14;
  private static final int DAMAGED = 15;

  private static final int ORDERS = 40;

  @TempDir private static Path shared;

  @TempDir Path folder;

  @Test
  void aPortThatIsTakenIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        GatewayProcess gateway =
            GatewayProcess.command(
                folder.resolve("data"), "up", "--port", String.valueOf(taken.getLocalPort()))) {
      assertEnds(gateway, PORT_TAKEN, String.valueOf(taken.getLocalPort()));
    }
  }

  @Test
  @DisplayName("F-P07 a second gateway on the same folder is refused, and the first goes on")
  void aLockedFolderIsRefused() throws Exception {
    Path data = folder.resolve("data");
    try (GatewayProcess first = GatewayProcess.up(data).ready();
        TradingClient client = first.client()) {
      try (GatewayProcess second = GatewayProcess.up(data)) {
        assertEnds(second, LOCKED, String.valueOf(first.pid()));
      }
      place(client, "after");
      assertThat(first.client().env()).isEqualTo(client.env());
    }
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed() throws IOException {
    try (Mount mount = Mount.inMemory(folder.resolve("mount"), "16m")) {
      mount.remount("ro");
      try (GatewayProcess gateway = GatewayProcess.up(mount.folder().resolve("data"))) {
        assertEnds(gateway, NOT_WRITABLE, "data");
      }
    }
  }

  @Test
  void aFolderWithoutRightsIsNamed() throws IOException {
    try (Mount mount = Mount.inMemory(folder.resolve("mount"), "16m")) {
      Path data = mount.folder();
      try (GatewayProcess first = GatewayProcess.up(data).ready()) {
        first.stop();
      }
      mount.remount("ro");
      try (GatewayProcess second = GatewayProcess.up(data)) {
        assertEnds(second, NOT_WRITABLE, data.toString());
      }
    }
  }

  @Test
  @DisplayName("F-D05 a full disk is named at the start")
  void aFullDiskIsNamedAtTheStart() throws IOException {
    try (Mount mount = Mount.inMemory(folder.resolve("mount"), "256k")) {
      fill(mount.folder().resolve("filler"));
      try (GatewayProcess gateway = GatewayProcess.up(mount.folder())) {
        assertEnds(gateway, DISK_FULL, "full");
      }
    }
  }

  @Test
  @DisplayName("F-D05 J-04 a disk that fills up while trading stops the gateway, and loses nothing")
  void aDiskThatFillsUpLosesNothing() throws Exception {
    try (Mount mount = Mount.inMemory(folder.resolve("mount"), "8m")) {
      Path data = Files.createDirectory(mount.folder().resolve("data"));
      Path filler = mount.folder().resolve("filler");
      List<String> placed = new ArrayList<>();
      try (GatewayProcess gateway = GatewayProcess.up(data).ready();
          TradingClient client = gateway.client()) {
        place(client, "before");
        placed.add("before");
        fill(filler);
        for (int i = 0; tryPlace(client, "o" + i); i++) {
          placed.add("o" + i);
        }
        assertThat(gateway.awaitEnd()).isIn(DISK_FULL, 17);
        assertThat(gateway.err()).last().asString().contains("disk");
      }
      Files.delete(filler);
      try (GatewayProcess gateway = GatewayProcess.up(data).ready();
          TradingClient client = gateway.client()) {
        for (String id : placed) {
          assertThat(client.orderByClientId(id).status()).as(id).isEqualTo(200);
        }
      }
    }
  }

  /** False once the gateway does not promise any more. */
  private static boolean tryPlace(TradingClient client, String id) throws InterruptedException {
    try {
      return client.post("/v2/orders", order(id)).isOk();
    } catch (IOException gone) {
      return false;
    }
  }

  private static void fill(Path filler) throws IOException {
    byte[] block = new byte[512];
    try (RandomAccessFile file = new RandomAccessFile(filler.toFile(), "rw")) {
      file.seek(file.length());
      while (true) {
        file.write(block);
      }
    } catch (IOException full) {
      assertThat(Files.size(filler)).isPositive();
    }
  }

  /** What happens to a journal that was in order. */
  enum Damage {
    CUT_IN_HALF,
    LAST_PAGE_GONE,
    BIT_FLIPPED,
    HOLE_PUNCHED,
    EMPTIED,
    DELETED
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("F-D07 F-D10 a damaged journal is refused, whatever was done to it")
  void aDamagedJournalIsRefused(Damage damage) throws Exception {
    // Of a file with a log beside it, the last page may be in the log, and not be missed.
    Path data = tradedData(damage == Damage.LAST_PAGE_GONE ? Stop.IN_ORDER : Stop.KILLED_TWICE);
    damage(data.resolve("journal.db"), damage);
    Map<String, List<String>> before = StoreRows.of(data);
    try (GatewayProcess gateway = GatewayProcess.up(data)) {
      assertEnds(gateway, DAMAGED, "journal");
    }
    assertThat(StoreRows.of(data)).isEqualTo(before);
  }

  @Test
  @DisplayName("F-D07 a bit that is flipped anywhere is found, or does no harm")
  void aFlippedBitIsFoundOrHarmless() throws Exception {
    Path whole = tradedData(Stop.KILLED_TWICE);
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 4; i++) {
      Path data = Folders.copy(whole, folder.resolve("flipped"));
      Path journal = data.resolve("journal.db");
      long at = random.nextLong(Files.size(journal));
      flip(journal, at, 1 << random.nextInt(8));
      try (GatewayProcess gateway = GatewayProcess.up(data)) {
        if (gateway.becomesReady()) {
          try (TradingClient client = gateway.client()) {
            assertThat(client.orderByClientId("o3").status())
                .as("byte %d, seed %d", at, seed)
                .isEqualTo(200);
          }
        } else {
          assertEnds(gateway, DAMAGED, "journal");
        }
      }
    }
  }

  @Test
  @DisplayName(
      "F-D12 a journal that lost its newest part is refused, because the store has seen it")
  void aJournalThatLostItsTailIsRefused() throws Exception {
    Path data = tradedData(Stop.KILLED);
    Path log = data.resolve("journal.db-wal");
    assertThat(log).isNotEmptyFile();
    Files.delete(log);
    try (GatewayProcess gateway = GatewayProcess.up(data)) {
      assertEnds(gateway, DAMAGED, "journal");
    }
  }

  @Test
  @DisplayName("J-06 damage before the last snapshot is found by verify, and a start does without")
  void damageBeforeTheSnapshotIsFoundByVerify() throws Exception {
    Path data = tradedData(Stop.IN_ORDER);
    Path journal = data.resolve("journal.db");
    damage(journal, Damage.BIT_FLIPPED);
    try (GatewayProcess verify = GatewayProcess.command(data, "journal", "verify")) {
      assertThat(verify.awaitEnd()).isIn(1, DAMAGED);
    }
    try (GatewayProcess gateway = GatewayProcess.up(data).ready();
        TradingClient client = gateway.client()) {
      for (int i = 0; i < ORDERS; i++) {
        assertThat(client.orderByClientId("o" + i).status()).isEqualTo(200);
      }
    }
  }

  /** How the gateway ended that left the data. */
  private enum Stop {
    /** With a snapshot. */
    IN_ORDER,
    /** With everything in SQLite's log, none of it in the file. */
    KILLED,
    /** With everything in the file, because the second start put it there, and no snapshot. */
    KILLED_TWICE
  }

  /** A data folder with some orders in it; made once for each way to end, and copied. */
  private Path tradedData(Stop stop) throws Exception {
    Path traded = shared.resolve(stop.name());
    if (!Files.exists(traded)) {
      trade(traded, stop);
    }
    return Folders.copy(traded, folder.resolve("data"));
  }

  private static void trade(Path data, Stop stop) throws Exception {
    try (GatewayProcess gateway = GatewayProcess.up(data).ready();
        TradingClient client = gateway.client()) {
      for (int i = 0; i < ORDERS; i++) {
        place(client, "o" + i);
      }
      assertThat(client.get("/v2/orders?status=all&limit=1").status()).isEqualTo(200);
      if (stop == Stop.IN_ORDER) {
        assertThat(gateway.stop()).as("%s", gateway.err()).isZero();
        assertThat(data.resolve("journal.db-wal")).as("%s", gateway.err()).doesNotExist();
      }
    }
    if (stop == Stop.KILLED_TWICE) {
      GatewayProcess.up(data).ready().close();
    }
  }

  private static void damage(Path journal, Damage damage) throws IOException {
    long size = Files.size(journal);
    switch (damage) {
      case CUT_IN_HALF -> cut(journal, size / 2);
      case LAST_PAGE_GONE -> cut(journal, size - 4096);
      case BIT_FLIPPED -> flip(journal, inFirstBatch(journal), 4);
      case HOLE_PUNCHED -> {
        try (RandomAccessFile file = new RandomAccessFile(journal.toFile(), "rw")) {
          file.seek(size / 2 / 4096 * 4096);
          file.write(new byte[8192]);
        }
      }
      case EMPTIED -> cut(journal, 0);
      case DELETED -> Files.delete(journal);
    }
  }

  private static void cut(Path file, long size) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.setLength(size);
    }
  }

  private static void flip(Path file, long at, int bit) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.seek(at);
      int old = open.read();
      open.seek(at);
      open.write(old ^ bit);
    }
  }

  /** Where a client order id stands in the file; the edge of a page may cut one in two. */
  private static long inFirstBatch(Path journal) throws IOException {
    String bytes = new String(Files.readAllBytes(journal), StandardCharsets.ISO_8859_1);
    return IntStream.range(10, ORDERS)
        .map(i -> bytes.indexOf("o" + i))
        .filter(at -> at >= 0)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no client order id is in the journal"));
  }

  private static void place(TradingClient client, String id)
      throws IOException, InterruptedException {
    Answer answer = client.post("/v2/orders", order(id));
    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
  }

  private static Map<String, String> order(String id) {
    return Map.of(
        "client_order_id", id,
        "symbol", "AAPL",
        "qty", "1",
        "side", "buy",
        "type", "limit",
        "limit_price", "1.50",
        "time_in_force", "gtc");
  }

  /** It ends with this code and says one line, in which {@code word} is. */
  private static void assertEnds(GatewayProcess gateway, int code, String word) {
    int ended = gateway.awaitEnd();
    assertThat(gateway.err()).as("exit code %d", ended).hasSize(1);
    assertThat(gateway.err().getFirst()).startsWith("fairlead: ").contains(word);
    assertThat(ended).isEqualTo(code);
    assertThat(gateway.out()).noneMatch(line -> line.startsWith("ready"));
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.benchmarks;

import dev.fairlead.baseline.Bystander;
import dev.fairlead.load.GatewayProcess;
import dev.fairlead.load.ManyOrders;
import dev.fairlead.testkit.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How long a start takes until orders are taken. */
final class StartRow implements Row {
  private static final int ORDERS = 100_000;
  private static final String INCLUDES =
      "`fairlead up`, launcher script included, from before the process is made until its line"
          + " `ready` is read; files are in the page cache. Baseline: a JVM with the same options"
          + " that only says ready";

  @Override
  public String name() {
    return "start";
  }

  @Override
  public List<Line> measure(Lab lab) throws Exception {
    Programs programs = new Programs(lab);
    Path plain = lab.scratch().resolve("fairlead.jar");
    Files.copy(lab.jar(), plain);
    Path stopped = lab.scratch().resolve("stopped");
    Path killed = lab.scratch().resolve("killed");
    ManyOrders.make(ORDERS, stopped, killed);
    List<Line> lines = new ArrayList<>();
    lines.add(line(lab, programs, "start, empty data", plain, null, 1.5));
    lines.add(line(lab, programs, "start, 100,000 orders, after a stop", plain, stopped, 3));
    lines.add(line(lab, programs, "start, 100,000 orders, after kill -9", plain, killed, 3));
    if (Files.exists(Path.of(lab.jar() + ".aot"))) {
      Path jar = lab.jar();
      lines.add(line(lab, programs, "AOT cache, empty data", jar, null, 1.5));
      lines.add(line(lab, programs, "AOT cache, 100,000 orders, after a stop", jar, stopped, 3));
      lines.add(line(lab, programs, "AOT cache, 100,000 orders, kill -9", jar, killed, 3));
    }
    return lines;
  }

  private Line line(
      Lab lab,
      Programs programs,
      String what,
      Path jar,
      @org.jspecify.annotations.Nullable Path orders,
      double limitSeconds)
      throws Exception {
    return Line.compared(
        name(),
        what,
        "s",
        lab.interleave(() -> bystander(programs), () -> start(programs, jar, orders)),
        seconds -> seconds,
        seconds -> seconds,
        List.of(Bar.atMost(limitSeconds)),
        INCLUDES);
  }

  private static double bystander(Programs programs) throws IOException, InterruptedException {
    GatewayProcess process = programs.main(Bystander.class, List.of());
    process.kill();
    return process.readySeconds();
  }

  /**
   * Starts on a copy that is on the disk, and kills: what a copy leaves to be written, or a stop
   * would write, is none of a start's business.
   */
  private static double start(
      Programs programs, Path jar, @org.jspecify.annotations.Nullable Path orders)
      throws IOException, InterruptedException {
    Path data = programs.newFolder();
    if (orders != null) {
      Folders.copy(orders, data);
      Folders.force(data);
    }
    GatewayProcess process = programs.up(jar, data);
    process.kill();
    // What is written back to the disk for it would be felt by the next start.
    Folders.delete(data);
    return process.readySeconds();
  }
}

package io.tributary.cli;

import java.util.ArrayList;
import java.util.List;

/** Java and memory of this machine. */
final class MachineCheckup {
  private static final int JAVA = 17;
  private static final long MEGA = 1L << 20;
  private static final long LEAST_HEAP = 1800 * MEGA;

  private MachineCheckup() {}

  static List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    int java = Runtime.version().feature();
    findings.add(
        java == JAVA
            ? Finding.ok("Java", Runtime.version().toString())
            : Finding.bad(
                "Java",
                "this is Java " + java,
                "install a JDK " + JAVA + " and set JAVA_HOME to it"));
    findings.add(memory(Runtime.getRuntime().maxMemory()));
    return findings;
  }

  static Finding memory(long heap) {
    String says = heap / MEGA + " MB for Java";
    return heap >= LEAST_HEAP
        ? Finding.ok("memory", says)
        : Finding.warn(
            "memory",
            says + ", and a night of the samples needs 1800",
            "set TRIBUTARY_JAVA_OPTIONS=-Xmx4g, on a larger machine more");
  }
}

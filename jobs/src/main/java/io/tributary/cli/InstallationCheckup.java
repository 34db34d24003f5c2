package io.tributary.cli;

import io.tributary.Pipeline;
import io.tributary.crypto.KeyFile;
import io.tributary.job.JobFailure;
import io.tributary.serve.Destination;
import io.tributary.serve.SftpDrop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Settings, folders, secrets and destinations of an installation; no Spark is started. */
final class InstallationCheckup {
  private static final long GIGA = 1L << 30;
  private static final long LEAST_FREE = GIGA;
  private static final long GOOD_FREE = 10 * GIGA;
  private static final Set<PosixFilePermission> OTHERS =
      PosixFilePermissions.fromString("------rwx");
  private static final Set<PosixFilePermission> NOT_OWNER =
      PosixFilePermissions.fromString("---rwxrwx");

  private final Workspace workspace;

  InstallationCheckup(Workspace workspace) {
    this.workspace = workspace;
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(settings());
    findings.add(key(Path.of(workspace.hmacFile()), workspace.roots().root()));
    findings.addAll(folder("lake.root", workspace.roots().root(), true, false));
    findings.addAll(folder("lake.restricted-root", workspace.roots().restricted(), true, true));
    findings.addAll(folder("landing.root", workspace.landingRoot(), false, true));
    findings.addAll(folder("outbox.root", workspace.outboxRoot(), true, true));
    findings.addAll(reports(workspace.reportRoot(), workspace.roots().root()));
    workspace
        .settings()
        .definitions("destinations", Destination.class)
        .forEach(
            (name, destination) ->
                destination.drop().sftp().ifPresent(sftp -> findings.add(sftp(name, sftp))));
    return findings;
  }

  private Finding settings() {
    try {
      Pipeline.of(workspace.settings());
      workspace.settings().refuseUnknownKeys();
      return Finding.ok("settings", "all bind, no key is unknown");
    } catch (JobFailure failure) {
      return Finding.bad("settings", String.valueOf(failure.getMessage()), "correct the settings");
    }
  }

  static Finding key(Path file, String lakeRoot) {
    String what = "keys.hmac-file";
    try {
      KeyFile.read(file);
    } catch (JobFailure failure) {
      return Finding.bad(
          what,
          file + " is missing, unreadable or too short",
          "restore it from its backup; for a new installation make one:"
              + " (umask 077; head -c 32 /dev/urandom | od -An -v -tx1 | tr -d ' \\n' > "
              + file
              + ")");
    }
    if (file.toAbsolutePath().normalize().startsWith(Path.of(lakeRoot).toAbsolutePath())) {
      return Finding.bad(
          what, "the key lies in the lake that it protects", "move it out of lake.root");
    }
    return isOpen(file, NOT_OWNER)
        ? Finding.bad(what, "others can read the key", "chmod 600 " + file)
        : Finding.ok(what, "readable by its owner only");
  }

  /** Remote roots are the object store's affair; of local ones rights and space are checked. */
  static List<Finding> folder(String what, String root, boolean isWritten, boolean isPrivate) {
    if (root.contains(":") && !root.startsWith("file:")) {
      return List.of(Finding.ok(what, root + " (not on this machine, not checked)"));
    }
    Path folder = Path.of(root.replaceFirst("^file:(//)?", "")).toAbsolutePath();
    Path there = folder;
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    if (!isWritten && !Files.isDirectory(folder)) {
      return List.of(
          Finding.warn(
              what, folder + " is no folder", "make it, and let the sources deliver there"));
    }
    if (!Files.isDirectory(there)
        || (isWritten ? !Files.isWritable(there) : !Files.isReadable(there))) {
      return List.of(
          Finding.bad(
              what,
              "we may not " + (isWritten ? "write " : "read ") + there,
              "give the user of the pipeline the right to"));
    }
    List<Finding> findings = new ArrayList<>();
    if (isPrivate && Files.isDirectory(folder) && isOpenToOthers(folder)) {
      findings.add(
          Finding.warn(
              what,
              "everybody on this machine can look into " + folder,
              "chmod o-rwx " + folder + ": it holds personal data"));
    } else {
      findings.add(Finding.ok(what, folder.toString()));
    }
    if (isWritten) {
      findings.add(space(what, there));
    }
    return findings;
  }

  /**
   * Where the lake has a place of its own, whatever starts a run does so in any folder: a relative
   * one of reports would be another one each time.
   */
  static List<Finding> reports(String root, String lakeRoot) {
    boolean isLakeFixed = lakeRoot.contains(":") || Path.of(lakeRoot).isAbsolute();
    if (isLakeFixed && !Path.of(root).isAbsolute()) {
      return List.of(
          Finding.warn(
              "report.root",
              "'" + root + "' is relative to the folder in which a command is started",
              "set it to an absolute path, as lake.root is"));
    }
    return folder("report.root", root, true, false);
  }

  private static Finding space(String what, Path folder) {
    try {
      return space(what, Files.getFileStore(folder).getUsableSpace());
    } catch (IOException e) {
      return Finding.warn(what + " disk", "its free space is not known", "look at the disk");
    }
  }

  static Finding space(String what, long free) {
    String says = free / GIGA + " GB free";
    if (free >= GOOD_FREE) {
      return Finding.ok(what + " disk", says);
    }
    String remedy = "free or add space";
    return free < LEAST_FREE
        ? Finding.bad(what + " disk", says, remedy)
        : Finding.warn(what + " disk", says, remedy);
  }

  /** Whether others may look into a folder: it and every folder above let them in. */
  private static boolean isOpenToOthers(Path folder) {
    for (Path above = folder.getParent(); above != null; above = above.getParent()) {
      if (!isOpen(above, Set.of(PosixFilePermission.OTHERS_EXECUTE))) {
        return false;
      }
    }
    return isOpen(folder, OTHERS);
  }

  private static boolean isOpen(Path path, Set<PosixFilePermission> to) {
    try {
      boolean knows = path.getFileSystem().supportedFileAttributeViews().contains("posix");
      return knows && Files.getPosixFilePermissions(path).stream().anyMatch(to::contains);
    } catch (IOException e) {
      return false;
    }
  }

  private static Finding sftp(String name, Destination.Sftp settings) {
    String what = "destination " + name;
    try {
      new SftpDrop(settings).probe();
      return Finding.ok(
          what, settings.host() + " is reached, its key is known, the folder is there");
    } catch (JobFailure failure) {
      return Finding.bad(
          what, String.valueOf(failure.getMessage()), "mend it, then ask the doctor again");
    }
  }
}

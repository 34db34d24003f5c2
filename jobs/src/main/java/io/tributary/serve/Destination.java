package io.tributary.serve;

import static java.util.stream.Collectors.joining;

import io.tributary.job.JobFailure;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Somebody who receives segments: one file in {@code conf/destinations}.
 *
 * @param name first part of each file's name; lower-case words joined by hyphens
 * @param format id of a {@link Format}
 * @param consent what a customer must have agreed to before a row is written
 * @param segments names of the segments to send; one that is taken off the list, and each of an
 *     empty list, is taken back from the destination
 * @param mode how the audience is kept up to date
 * @param minimumSize a full file or a file of additions with fewer rows is refused; the format's
 *     own minimum holds too
 * @param columns the columns to send; none means all that its channel may carry
 * @param schedule when files go out; nightly unless said otherwise
 * @param drop where the files go
 */
public record Destination(
    String name,
    String format,
    Consent consent,
    List<String> segments,
    Mode mode,
    int minimumSize,
    List<String> columns,
    Optional<Schedule> schedule,
    Target drop) {

  public Destination {
    require(FileName.isWord(name), "name must be lower-case words joined by hyphens");
    require(minimumSize >= 1, "minimum-size must be 1 or more");
    segments = List.copyOf(segments);
    columns = List.copyOf(columns);
  }

  boolean isHourly() {
    return schedule.orElse(Schedule.NIGHTLY) == Schedule.HOURLY;
  }

  /** A purpose, such as {@code marketing}, on a channel, such as {@code sms}. */
  public record Consent(String purpose, String channel) {}

  /** Exactly one kind of place. */
  public record Target(Optional<Folder> folder, Optional<Sftp> sftp) {
    public Target {
      require(
          folder.isPresent() != sftp.isPresent(),
          "drop must have either a folder or an sftp block");
    }
  }

  /**
   * A folder that the receiver reads.
   *
   * @param path absolute, or below the outbox
   */
  public record Folder(String path) {}

  /**
   * An SFTP server, with key login and a known host key only.
   *
   * @param keyFile private key that its owner alone may read, without passphrase
   * @param knownHostsFile the server's keys, in OpenSSH's format
   * @param remoteDir an existing folder on the server
   * @param connectTimeout for the connection and for each silence of the server
   * @param totalTimeout for one file, with all attempts
   * @param attempts how often one file is tried when the network fails
   * @param firstPause before the second attempt; it doubles with each further one, up to a minute
   */
  public record Sftp(
      String host,
      int port,
      String user,
      String keyFile,
      String knownHostsFile,
      String remoteDir,
      Duration connectTimeout,
      Duration totalTimeout,
      int attempts,
      Duration firstPause) {
    public Sftp {
      require(port > 0 && port < 65_536, "port must be from 1 to 65535");
      require(isPositive(connectTimeout), "connect-timeout must be positive");
      require(isPositive(totalTimeout), "total-timeout must be positive");
      require(attempts >= 1 && attempts <= 10, "attempts must be from 1 to 10");
      require(isPositive(firstPause), "first-pause must be positive");
    }
  }

  /**
   * The format, for the channel and with the chosen columns only.
   *
   * @throws JobFailure of category CONFIG if there is no such format, or it has not these columns,
   *     not this mode or not this channel, or a column reaches customers on another channel
   */
  public Format fileFormat() {
    Format named = Formats.named(format);
    if (!named.modes().contains(mode)) {
      throw JobFailure.config(
          "The destination " + name + " cannot be kept up to date by `" + word(mode) + "`.",
          "The format " + format + " does not take such files.",
          "Set its `mode` to "
              + named.modes().stream().map(Destination::word).collect(joining(" or "))
              + ".");
    }
    if (!named.channels().isEmpty() && !named.channels().contains(consent.channel())) {
      throw JobFailure.config(
          "The destination " + name + " cannot go out on the channel `" + consent.channel() + "`.",
          "A file of " + format + " is for those who call customers, write to them or post.",
          "Set its `consent.channel` to the one that it is used for ("
              + String.join(", ", named.channels())
              + "), or take a hashed format.");
    }
    requireOfChannel(named);
    return named.on(consent.channel()).only(columns);
  }

  /** Who agreed to one channel has not agreed to be reached on another. */
  private void requireOfChannel(Format named) {
    List<String> foreign =
        named.columns().stream()
            .filter(column -> columns.contains(column.header()))
            .filter(column -> !column.isFor(consent.channel()))
            .map(Column::header)
            .toList();
    if (!foreign.isEmpty()) {
      throw JobFailure.config(
          "The destination "
              + name
              + " must not carry "
              + String.join(", ", foreign)
              + " on the channel `"
              + consent.channel()
              + "`.",
          "Its members have agreed to be reached on that channel, and by these they are reached on"
              + " another.",
          "Take them off its `columns`, or give the other channel a destination of its own.");
    }
  }

  /** The fewest rows that a full file or a file of additions may have. */
  public int fewestRows() {
    return Math.max(minimumSize, Formats.named(format).minimumSize());
  }

  private static String word(Mode mode) {
    return mode.name().toLowerCase(Locale.ROOT);
  }

  private static boolean isPositive(Duration duration) {
    return !duration.isNegative() && !duration.isZero();
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}

package io.tributary.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tributary.job.JobFailure;
import io.tributary.serve.Destination.Consent;
import io.tributary.serve.Destination.Folder;
import io.tributary.serve.Destination.Sftp;
import io.tributary.serve.Destination.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationTest {

  private static final Target FOLDER =
      new Target(Optional.of(new Folder("delivered")), Optional.empty());

  @ParameterizedTest
  @ValueSource(strings = {"google", "meta", "sms", "partner"})
  void shipsDefinitionsThatHoldTogether(String name) {
    Config conf =
        ConfigFactory.parseFile(
            Path.of(System.getProperty("project.root"), "conf/destinations", name + ".conf")
                .toFile());
    assertThat(conf.root().keySet()).isEqualTo(keysOf(Destination.class));
    Destination destination =
        new Destination(
            conf.getString("name"),
            conf.getString("format"),
            new Consent(conf.getString("consent.purpose"), conf.getString("consent.channel")),
            conf.getStringList("segments"),
            Mode.valueOf(conf.getString("mode").toUpperCase(Locale.ROOT)),
            conf.getInt("minimum-size"),
            conf.getStringList("columns"),
            Optional.of(Schedule.valueOf(conf.getString("schedule").toUpperCase(Locale.ROOT))),
            new Target(
                Optional.of(new Folder(conf.getString("drop.folder.path"))), Optional.empty()));
    assertThat(destination.name()).isEqualTo(name);
    assertThat(destination.fileFormat().modes()).contains(destination.mode());
    assertThat(Drop.of(destination.drop(), Path.of("outbox"))).isInstanceOf(FolderDrop.class);
  }

  @Test
  void takesTheLargerOfTheTwoMinimums() {
    assertThat(destination("meta-custom-audiences@25", 20, FOLDER).fewestRows()).isEqualTo(100);
    assertThat(destination("meta-custom-audiences@25", 900, FOLDER).fewestRows()).isEqualTo(900);
  }

  @Test
  void needsExactlyOneDrop() {
    assertThatThrownBy(() -> new Target(Optional.empty(), Optional.empty()))
        .hasMessage("drop must have either a folder or an sftp block");
    Sftp sftp =
        new Sftp(
            "sftp.partner.example",
            22,
            "us",
            "key",
            "known_hosts",
            "/in",
            Duration.ofSeconds(20),
            Duration.ofMinutes(15),
            4,
            Duration.ofSeconds(2));
    assertThatThrownBy(() -> new Target(FOLDER.folder(), Optional.of(sftp)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Drop.of(new Target(Optional.empty(), Optional.of(sftp)), Path.of("outbox")))
        .isInstanceOf(SftpDrop.class);
  }

  @Test
  void refusesAModeThatTheFormatCannotDo() {
    assertThatThrownBy(() -> destination("generic-plain@1", 1, Mode.CHANGES).fileFormat())
        .hasMessageContaining("generic-plain@1")
        .hasMessageContaining("changes");
  }

  /** Who can be reached by phone alone, by e-mail alone, by post alone, and by none of them. */
  @ParameterizedTest
  @CsvSource({
    "sms, phone, phone",
    "zalo, phone, phone",
    "call, phone, phone",
    "email, email, email",
    "post, post, address_line"
  })
  void sendsAPlainRowOnlyOfWhomTheChannelReaches(String channel, String key, String column) {
    Map<String, Member> members =
        Map.of(
            "phone", Members.of(Field.PHONE, "+84912345678").and(Field.CITY, "Huế").member(),
            "email", Members.of(Field.EMAIL, "lan@corp.vn").member(),
            "post", Members.of(Field.ADDRESS_LINE, "1 Lê Lợi").and(Field.CITY, "Huế").member(),
            "name", Members.of(Field.GIVEN_NAME, "Lan").member());

    Format format = plain(channel).fileFormat();

    assertThat(members)
        .allSatisfy(
            (reach, member) ->
                assertThat(format.cells(member).isPresent()).isEqualTo(reach.equals(key)));
    assertThatThrownBy(() -> plain(channel, "customer_id", "given_name").fileFormat())
        .isInstanceOf(JobFailure.class)
        .hasMessageContaining("no customer can be found: that takes " + column);
  }

  @Test
  void refusesAPlainFileOnAChannelThatReachesNobody() {
    for (String channel : List.of("ads", "SMS", "e-mail")) {
      assertThatThrownBy(() -> plain(channel).fileFormat())
          .isInstanceOf(JobFailure.class)
          .hasMessageContaining("`" + channel + "`")
          .hasMessageContaining("(call, email, post, sms, zalo)");
    }
    assertThat(destination("generic-hashed@1", 1, Mode.REPLACE).fileFormat().keys()).hasSize(2);
  }

  /** Who agreed to text messages has agreed to no e-mail and no post. */
  @ParameterizedTest
  @CsvSource({
    "sms, phone",
    "zalo, phone",
    "call, phone",
    "email, email",
    "post, address_line postal_code"
  })
  void carriesNoContactOfAnotherChannel(String channel, String contacts) {
    List<String> all = List.of("phone", "email", "address_line", "postal_code");
    List<String> own = List.of(contacts.split(" "));
    Member lan =
        Members.of(Field.PHONE, "+84912345678")
            .and(Field.EMAIL, "lan@corp.vn")
            .and(Field.ADDRESS_LINE, "1 Lê Lợi")
            .and(Field.CITY, "Huế")
            .and(Field.POSTAL_CODE, "530000")
            .member();
    Map<String, String> values =
        Map.of(
            "phone", "+84912345678",
            "email", "lan@corp.vn",
            "address_line", "1 Lê Lợi",
            "postal_code", "530000");

    Format format = plain(channel).fileFormat();

    List<String> header = List.of(format.header());
    List<String> cells = List.of(format.cells(lan).orElseThrow());
    assertThat(header).contains("customer_id", "given_name", "city", "country");
    for (String contact : all) {
      boolean isOwn = own.contains(contact);
      assertThat(header.contains(contact)).as(contact).isEqualTo(isOwn);
      assertThat(cells.contains(values.get(contact))).as(contact).isEqualTo(isOwn);
      if (!isOwn) {
        assertThatThrownBy(() -> plain(channel, own.get(0), "city", contact).fileFormat())
            .isInstanceOf(JobFailure.class)
            .hasMessageContaining("must not carry " + contact + " on the channel")
            .hasMessageContaining("`" + channel + "`");
      }
    }
  }

  private static Destination plain(String channel, String... columns) {
    return Destinations.of(
        "plain",
        Formats.GENERIC_PLAIN,
        new Consent("marketing", channel),
        Mode.REPLACE,
        1,
        columns);
  }

  private static Destination destination(String format, int minimumSize, Target drop) {
    return new Destination(
        "partner",
        format,
        new Consent("ads", "ads"),
        List.of("vip"),
        Mode.REPLACE,
        minimumSize,
        List.of(),
        Optional.empty(),
        drop);
  }

  private static Destination destination(String format, int minimumSize, Mode mode) {
    return new Destination(
        "partner",
        format,
        new Consent("ads", "ads"),
        List.of("vip"),
        mode,
        minimumSize,
        List.of(),
        Optional.empty(),
        FOLDER);
  }

  private static Object keysOf(Class<? extends Record> type) {
    Pattern capital = Pattern.compile("([A-Z])");
    return Arrays.stream(type.getRecordComponents())
        .map(part -> capital.matcher(part.getName()).replaceAll("-$1").toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }
}

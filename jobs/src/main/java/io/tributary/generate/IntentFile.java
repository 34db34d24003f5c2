package io.tributary.generate;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.jspecify.annotations.Nullable;

/** The poor vendor: purchase intent by hashed phone, half of it wrong, as Parquet. */
final class IntentFile {
  /** One row. */
  record Intent(@Nullable String phoneSha256, String category, double score, String asOf) {}

  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          "message intent { optional binary phone_sha256 (STRING); optional binary category (STRING);"
              + " optional double score; optional binary as_of (STRING); }");
  private static final long ROW_GROUP_BYTES = 8L << 20;

  private final Models models;

  IntentFile(Models models) {
    this.models = models;
  }

  void write(Customer customer, Chunk chunk) {
    Dice dice = chunk.dice();
    PhoneModel.Phone phone = customer.phone();
    if (phone == null || !dice.chance(0.4)) {
      return;
    }
    String hash = Hex.sha256(phone.e164());
    for (LocalDate night : chunk.nights().all()) {
      if (night.equals(chunk.nights().first()) || dice.chance(0.1)) {
        String guess = customer.interest();
        boolean isWrong = dice.chance(NoiseRates.POOR_VENDOR_WRONG);
        while (isWrong && guess.equals(customer.interest())) {
          guess = dice.pick(models.products().categories());
        }
        String file = Feed.INTENT.file(night);
        chunk.intent(
            file,
            new Intent(hash, guess, dice.between(1, 1000) / 1000.0, night.minusDays(1).toString()));
        if (isWrong) {
          chunk.found(DirtyCase.VENDOR_WRONG, file, null, customer.entityId());
        }
      }
    }
  }

  /**
   * Opens a file; uncompressed, so that no native library is needed and the bytes are the same
   * everywhere.
   */
  static ParquetWriter<Group> open(Path file) throws IOException {
    return ExampleParquetWriter.builder(new LocalOutputFile(file))
        .withConf(new PlainParquetConfiguration())
        .withType(SCHEMA)
        .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
        .withRowGroupSize(ROW_GROUP_BYTES)
        .build();
  }

  static Group row(Intent intent) {
    SimpleGroup row = new SimpleGroup(SCHEMA);
    if (intent.phoneSha256() != null) {
      row.add("phone_sha256", intent.phoneSha256());
    }
    row.add("category", intent.category());
    row.add("score", intent.score());
    row.add("as_of", intent.asOf());
    return row;
  }
}

package io.tributary.collect;

import java.io.Serializable;
import java.time.ZoneId;

/** All that a task needs to read and check files of one source. */
record SourceReading(FileFormat format, RowParser parser) implements Serializable {

  /**
   * @param source name of the contract
   * @param zone the business time zone
   */
  static SourceReading of(String source, SourceContract contract, ZoneId zone) {
    return new SourceReading(contract.format().resolved(), RowParser.of(source, contract, zone));
  }
}

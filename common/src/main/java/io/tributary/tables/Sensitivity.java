package io.tributary.tables;

/**
 * How close a column brings its reader to a human being; decides under which root a table lives.
 */
public enum Sensitivity {
  /**
   * Name, e-mail, phone, address, birth date, full postal code, national or social id, payment
   * token, IP, full URL, free text, and any unkeyed hash of these, which a dictionary reverses.
   */
  DIRECT,
  /** Customer ids, record keys and keyed hashes: a pseudonym is not de-identification. */
  PSEUDONYM,
  /** A property shared by many. */
  ATTRIBUTE
}

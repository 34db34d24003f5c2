package io.tributary.collect;

/** What a field of a kind holds; decides how delivered text becomes canonical text. */
public enum FieldType {
  /** Any text, NFC. */
  TEXT,
  /** A phone as typed: conform reads it, and flags one that cannot be read. */
  PHONE,
  /** A whole number. */
  INTEGER,
  /** A number with the declared signs; canonical: plain with a point. */
  DECIMAL,
  /** A day; canonical: {@code yyyy-MM-dd}. */
  DATE,
  /** A point in time; canonical: ISO in UTC. */
  INSTANT,
  /** {@code true} or {@code false}. */
  BOOLEAN,
  /** An identifier; canonical: {@code namespace:value}. */
  IDENTIFIER,
  /**
   * The subject of a consent: its namespace follows from the subject's type. A denial of nobody
   * would hold nothing back, so one that a spreadsheet destroyed is rejected, a phone too.
   */
  SUBJECT
}

package io.tributary.collect;

import java.io.Serializable;
import java.util.List;

/**
 * How the files of a source are written, every key resolved.
 *
 * @param encoding of text
 * @param columns of a CSV file without header; empty when the file has one
 */
record FileFormat(
    SourceContract.FormatType type,
    String encoding,
    char delimiter,
    char quote,
    List<String> columns)
    implements Serializable {}

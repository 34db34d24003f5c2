package io.tributary.collect;

import java.util.Arrays;

/** Files that are no text, told by their first bytes. */
final class Magic {
  private static final String SAVE_AS_CSV =
      "in Excel choose File > Save As > \"CSV UTF-8 (Comma delimited)\", in LibreOffice File > Save"
          + " As > \"Text CSV\" with character set UTF-8, and deliver that file";

  private Magic() {}

  /**
   * @param name of the file; {@code .gz} and {@code .zst} may be compressed
   * @throws RefusedFileException for a workbook, an archive, Parquet, or compression that the name
   *     does not tell
   */
  static void refuseUnlessNamed(byte[] head, String name) throws RefusedFileException {
    if (startsWith(head, 'P', 'K', 3, 4)) {
      throw new RefusedFileException(
          "the file is an Excel workbook (.xlsx) or a zip archive, not text: " + SAVE_AS_CSV);
    }
    if (startsWith(head, 0xD0, 0xCF, 0x11, 0xE0)) {
      throw new RefusedFileException(
          "the file is an old Excel workbook (.xls), not text: " + SAVE_AS_CSV);
    }
    if (startsWith(head, 'P', 'A', 'R', '1')) {
      throw new RefusedFileException(
          "the file is Parquet, not text: declare format = parquet in its contract");
    }
    if (startsWith(head, 0x1F, 0x8B) && !name.endsWith(".gz")) {
      throw new RefusedFileException(
          "the file is compressed with gzip, but its name does not end in .gz: rename it");
    }
    if (startsWith(head, 0x28, 0xB5, 0x2F, 0xFD) && !name.endsWith(".zst")) {
      throw new RefusedFileException(
          "the file is compressed with zstd, but its name does not end in .zst: rename it");
    }
  }

  private static boolean startsWith(byte[] head, int... magic) {
    byte[] bytes = new byte[magic.length];
    for (int i = 0; i < magic.length; i++) {
      bytes[i] = (byte) magic[i];
    }
    return head.length >= bytes.length
        && Arrays.equals(head, 0, bytes.length, bytes, 0, bytes.length);
  }
}

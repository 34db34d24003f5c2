package io.tributary.collect;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.zip.ZipException;

/**
 * The text of a delivered file: decompressed by its extension, decoded strictly in the declared
 * encoding, without byte order mark. What is no such text is refused, never repaired.
 */
final class TextInput extends Reader {
  private static final int HEAD_BYTES = 64 * 1024;
  private static final int BUFFER_CHARS = 64 * 1024;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final BufferedReader reader;
  private final Charset charset;
  private final byte[] head;

  private TextInput(InputStream in, byte[] head, Charset charset) {
    this.head = head;
    this.charset = charset;
    this.reader =
        new BufferedReader(
            new InputStreamReader(
                in,
                charset
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)),
            BUFFER_CHARS);
  }

  /**
   * @param name of the file; {@code .gz} and {@code .zst} are decompressed
   * @throws RefusedFileException when it is no text in this encoding
   */
  static TextInput open(InputStream in, String name, Charset charset) throws IOException {
    byte[] magic = in.readNBytes(8);
    Magic.refuseUnlessNamed(magic, name);
    InputStream whole = new SequenceInputStream(new ByteArrayInputStream(magic), in);
    try {
      InputStream plain = Compression.decompressed(whole, name);
      byte[] head = plain.readNBytes(HEAD_BYTES);
      if (Compression.isNamed(name)) {
        Magic.refuseUnlessNamed(head, "");
      }
      EncodingGuess.refuseUnlikely(head, charset);
      TextInput text =
          new TextInput(
              new SequenceInputStream(new ByteArrayInputStream(head), plain), head, charset);
      text.skipByteOrderMark();
      return text;
    } catch (IOException e) {
      throw refusal(e, charset, new byte[0]);
    }
  }

  /** The next line without its end, null behind the last one. */
  @org.jspecify.annotations.Nullable
  String readLine() throws IOException {
    try {
      return reader.readLine();
    } catch (IOException e) {
      throw refusal(e, charset, head);
    }
  }

  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    try {
      return reader.read(buffer, offset, length);
    } catch (IOException e) {
      throw refusal(e, charset, head);
    }
  }

  @Override
  public boolean markSupported() {
    return true;
  }

  @Override
  public void mark(int limit) throws IOException {
    reader.mark(limit);
  }

  @Override
  public void reset() throws IOException {
    reader.reset();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  private void skipByteOrderMark() throws IOException {
    mark(1);
    if (read() != BYTE_ORDER_MARK) {
      reset();
    }
  }

  /** Why text cannot be read on, as a refusal if the file is at fault. */
  static IOException refusal(IOException e, Charset charset, byte[] head) {
    if (e instanceof RefusedFileException) {
      return e;
    }
    if (e instanceof CharacterCodingException) {
      return new RefusedFileException(EncodingGuess.complaint(charset, head));
    }
    boolean isCut =
        e instanceof EOFException || String.valueOf(e.getMessage()).contains("runcated");
    if (isCut) {
      return new RefusedFileException(
          "the compressed file is cut off: have it delivered again, whole");
    }
    boolean isGarbled = e instanceof ZipException || e.getClass().getName().contains("Zstd");
    return isGarbled
        ? new RefusedFileException(
            "the file is not compressed as its name says, or is damaged: have it delivered again")
        : e;
  }
}

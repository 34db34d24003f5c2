package io.tributary.columns;

import com.ibm.icu.text.IDNA;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.validator.routines.EmailValidator;
import org.jspecify.annotations.Nullable;

/**
 * E-mail addresses as identifiers: lower case, composed, the domain in its ASCII form.
 *
 * <p>Dots and {@code +suffix} stay, also at Gmail: the platforms disagree about them, so each
 * destination format has its own rule and starts from this value.
 */
public final class Emails {

  private static final EmailValidator VALIDATOR = EmailValidator.getInstance();

  private static final IDNA DOMAINS = IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII);

  private static final Pattern SEPARATORS = Pattern.compile("[\\s;,|/]+");

  private static final String OPENING = "<([\"'";
  private static final String CLOSING = ">)]\"'.:";
  private static final Pattern WRAPPING = Pattern.compile("^[<(\\[\"']+|[>)\\]\"'.:]+$");

  private static final String MAILTO = "mailto:";

  private Emails() {}

  /**
   * The address in a cell that holds exactly one; null if it holds none, an invalid one, or
   * several.
   */
  public static @Nullable String normalise(@Nullable String cell) {
    List<String> addresses = all(cell);
    return addresses.size() == 1 ? addresses.get(0) : null;
  }

  /** Every valid address in a cell, each once, in the order written. */
  public static List<String> all(@Nullable String cell) {
    String text = Text.clean(cell);
    if (text == null) {
      return List.of();
    }
    String whole = address(text);
    if (whole != null) {
      return List.of(whole);
    }
    Set<String> addresses = new LinkedHashSet<>();
    for (String part : SEPARATORS.split(text)) {
      String address = address(part);
      if (address != null) {
        addresses.add(address);
      }
    }
    return List.copyOf(addresses);
  }

  private static @Nullable String address(String text) {
    String lower = unwrapped(text.toLowerCase(Locale.ROOT));
    if (lower.startsWith(MAILTO)) {
      int query = lower.indexOf('?');
      lower = lower.substring(MAILTO.length(), query < 0 ? lower.length() : query);
    }
    int at = lower.lastIndexOf('@');
    if (at < 1) {
      return null;
    }
    String address = lower.substring(0, at + 1) + ascii(lower.substring(at + 1));
    return VALIDATOR.isValid(address) ? address : null;
  }

  private static String unwrapped(String text) {
    boolean mayBeWrapped =
        !text.isEmpty()
            && (OPENING.indexOf(text.charAt(0)) >= 0
                || CLOSING.indexOf(text.charAt(text.length() - 1)) >= 0);
    return mayBeWrapped ? WRAPPING.matcher(text).replaceAll("") : text;
  }

  /**
   * One mailbox, one spelling: the domain as the name system carries it. A domain it refuses fails
   * validation.
   */
  private static String ascii(String domain) {
    StringBuilder ascii = new StringBuilder();
    IDNA.Info info = new IDNA.Info();
    DOMAINS.nameToASCII(domain, ascii, info);
    return info.hasErrors() ? "" : ascii.toString();
  }
}

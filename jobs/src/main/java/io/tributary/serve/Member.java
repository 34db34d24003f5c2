package io.tributary.serve;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one customer of a segment, before a destination's rules: the golden values of
 * {@code gold.customer_contacts}, best first where there are several.
 *
 * @param emails addresses as the sources spelt them
 * @param phones in E.164 with the leading plus; a number without country code is not used
 * @param region state or province, by name or code
 * @param country ISO 3166-1 alpha-2
 * @param externalId the customer's id, as far as the receiver may know it
 */
public record Member(
    List<String> emails,
    List<String> phones,
    @Nullable String givenName,
    @Nullable String familyName,
    @Nullable String addressLine,
    @Nullable String city,
    @Nullable String region,
    @Nullable String postalCode,
    @Nullable String country,
    @Nullable LocalDate birthDate,
    @Nullable String gender,
    @Nullable String externalId)
    implements Serializable {

  public Member {
    emails = List.copyOf(emails);
    phones = List.copyOf(phones);
  }
}

package io.tributary.tables.silver;

import static io.tributary.tables.Types.DAY;
import static io.tributary.tables.Types.INSTANT;
import static io.tributary.tables.Types.STRING;

import io.tributary.tables.Table;
import java.util.Set;

/**
 * One response to one message. Sent, delivered, opened, clicked, bounced, unsubscribed, complained.
 */
public final class CampaignResponses {
  public static final String RESPONSE_ID = "response_id";
  public static final String SOURCE = "source";
  public static final String CAMPAIGN_ID = "campaign_id";
  public static final String CHANNEL = "channel";
  public static final String IDENTIFIER_ID = "identifier_id";
  public static final String RESPONSE = "response";
  public static final String RESPONDED_AT = "responded_at";
  public static final String BUSINESS_ON = "business_on";

  /** Who answers so withdraws from marketing on the channel of the message. */
  public static final Set<String> WITHDRAWALS = Set.of("unsubscribed", "complained");

  /** All that a {@link #RESPONSE} can be. */
  public static final Set<String> RESPONSES =
      Set.of("sent", "delivered", "opened", "clicked", "bounced", "unsubscribed", "complained");

  public static final Table TABLE =
      Table.silver("campaign_responses", "One response to one message.")
          .key(RESPONSE_ID)
          .pseudonym(RESPONSE_ID, STRING, "Hash of campaign, message, response and time.")
          .attribute(SOURCE, STRING, "Name of the source contract.")
          .attribute(CAMPAIGN_ID, STRING, "The campaign.")
          .attribute(CHANNEL, STRING, "email, sms, zalo …")
          .pseudonym(IDENTIFIER_ID, STRING, "HMAC of the address it went to.")
          .attribute(
              RESPONSE,
              STRING,
              "sent, delivered, opened, clicked, bounced, unsubscribed or complained.")
          .sensitive()
          .attribute(RESPONDED_AT, INSTANT, "When.")
          .attribute(BUSINESS_ON, DAY, "Day of responded_at in the business time zone.")
          .build();

  private CampaignResponses() {}
}

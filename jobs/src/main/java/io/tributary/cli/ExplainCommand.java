package io.tributary.cli;

import io.tributary.identity.Explanation;
import io.tributary.identity.LinkCustomers;
import io.tributary.identity.RecordPair;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says why records are one customer, or why not. */
@Command(
    name = "explain",
    description = {
      "Explain why two records are one customer, or why not: the weights and the path of evidence.",
      "With one name, a customer: what holds it together and what was refused.",
      "Shows keys, rules and levels, and no value; needs the restricted root."
    },
    footer = {"", "Example: tributary explain crm:KH000000106 loyalty:8930000001597"})
public final class ExplainCommand implements Callable<Integer> {
  @Mixin GlobalOptions global = new GlobalOptions();

  @Parameters(
      index = "0",
      paramLabel = "A",
      description = "Key of a record; alone: a customer's id, phone, e-mail or card.")
  String one = "";

  @Parameters(index = "1", arity = "0..1", paramLabel = "B", description = "Key of another record.")
  @Nullable String other;

  @Override
  public Integer call() {
    try (Workspace workspace = new Workspace(global.settings(Map.of()))) {
      LinkCustomers.Config config =
          workspace.settings().bind("identity", LinkCustomers.Config.class);
      Explanation explanation = new Explanation(workspace.lake(), config);
      ExplanationPage page =
          other == null
              ? ExplanationPage.of(explanation.ofCustomer(CustomerCommand.find(workspace, one)))
              : ExplanationPage.of(explanation.of(RecordPair.of(one, other)));
      System.out.println(global.json ? Json.of(page.json()) : page.text());
      return 0;
    }
  }
}

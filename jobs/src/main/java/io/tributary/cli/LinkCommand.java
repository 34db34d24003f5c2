package io.tributary.cli;

import io.tributary.tables.silver.LinkDecisions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A steward says that two records are one customer. */
@Command(
    name = "link",
    description = {
      "Decide that two records are one customer, whatever the limits say.",
      "Holds from the next run of identity on, through rebuilds and other models.",
      "Unlink is stronger."
    },
    footer = {
      "",
      "Example: tributary link crm:KH1 loyalty:77 --by 'Le Hoa' --reason 'showed both cards'"
    })
public final class LinkCommand implements Callable<Integer> {
  @Mixin Decision decision = new Decision();

  @Override
  public Integer call() {
    return decision.write(LinkDecisions.LINK);
  }
}

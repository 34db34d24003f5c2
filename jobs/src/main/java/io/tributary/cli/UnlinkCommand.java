package io.tributary.cli;

import io.tributary.tables.silver.LinkDecisions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A steward says that two records are two customers. */
@Command(
    name = "unlink",
    description = {
      "Decide that two records are never one customer, through no chain of links.",
      "Holds from the next run of identity on, through rebuilds and other models."
    },
    footer = {
      "",
      "Example: tributary unlink crm:KH1 crm:KH2 --by 'Le Hoa' --reason 'father and son'"
    })
public final class UnlinkCommand implements Callable<Integer> {
  @Mixin Decision decision = new Decision();

  @Override
  public Integer call() {
    return decision.write(LinkDecisions.UNLINK);
  }
}

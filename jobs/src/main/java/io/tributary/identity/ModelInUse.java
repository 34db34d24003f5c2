package io.tributary.identity;

import io.tributary.job.CodeVersion;
import io.tributary.job.Fingerprint;
import io.tributary.job.Run;
import io.tributary.linkage.Blocking;
import io.tributary.linkage.Scorer;
import io.tributary.tables.silver.LinkModels;
import java.util.List;
import java.util.Optional;

/** The model in use: what it has compared by now, and whether that still holds. */
final class ModelInUse {
  private final LinkCustomers.Config config;
  private final boolean isFull;
  private final Run run;
  private final KnownModels models;
  private final Optional<LinkModel> active;
  private final Optional<LinkModel> usable;

  /**
   * Reads it once: it may take megabytes, and another may be chosen meanwhile.
   *
   * @param isFull whether all records are compared, whatever was before
   */
  ModelInUse(LinkCustomers.Config config, boolean isFull, Run run) {
    this.config = config;
    this.isFull = isFull;
    this.run = run;
    this.models = new KnownModels(run.lake());
    this.active = models.active();
    this.usable = active.filter(LinkModel::isReadable);
  }

  /** Empty if there is none, or it is of a form that is not read now. */
  Optional<LinkModel> usable() {
    return usable;
  }

  void reportUnreadable() {
    if (usable.isEmpty()) {
      active.ifPresent(
          model ->
              run.report().note("Model " + model.version() + " is of a form that is not read now"));
    }
  }

  /**
   * The last run, if it linked customers to the end by this code, these settings and the model in
   * use; empty if all are to be linked anew.
   */
  Optional<Long> lastRun() {
    return config.model().enabled()
        ? usable
            .filter(this::knowsWhatItCompared)
            .filter(model -> linkedBy().equals(model.linkedBy()))
            .map(LinkModel::comparedRun)
        : Optional.empty();
  }

  private String linkedBy() {
    return Fingerprint.of(
        settings(), config.toString(), run.zone().getId(), CodeVersion.of(LinkCustomers.class));
  }

  /** Whether it compares only what differs from what it has compared. */
  boolean knowsWhatItCompared() {
    return usable.filter(this::knowsWhatItCompared).isPresent();
  }

  private boolean knowsWhatItCompared(LinkModel model) {
    return !isFull && model.comparedRun() != null && model.settings().equals(settings());
  }

  /** What decides, beside the model, which pairs there are and what is kept of them. */
  String settings() {
    return "rules "
        + Scorer.VERSION
        + ", "
        + config.givenNames()
        + ", review from "
        + config.model().reviewFrom()
        + ", blocks of "
        + config.model().maxBlock()
        + blocking();
  }

  /** Nothing of what needs no settings: lakes that know no others compare nothing anew. */
  private String blocking() {
    Blocking blocking = config.model().blocking();
    return blocking.equals(Blocking.AUTOMATIC) ? "" : ", " + blocking;
  }

  /**
   * To be called before anything is written: a run that ends between that and {@link #remember}
   * leaves a model by which all records are compared and linked.
   */
  void forget() {
    active
        .filter(model -> model.comparedRun() != null)
        .map(LinkModel::version)
        .ifPresent(
            version ->
                run.lake()
                    .replaceKeys(
                        LinkModels.TABLE,
                        LinkModels.MODEL_VERSION,
                        List.of(version),
                        models.toCompareAll(version)));
  }

  /** Remembers the model and what it compared; when customers are linked. */
  void remember(Matching.Used used) {
    if (!used.isIdle()) {
      used.compared().write(run.lake());
    }
    LinkModel model = used.model().compared(run, settings(), linkedBy(), used.records());
    run.lake().overwrite(LinkModels.TABLE, models.with(model));
  }
}

package io.tributary;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.tributary.collect.CollectFiles;
import io.tributary.collect.Kind;
import io.tributary.collect.SourceContract;
import io.tributary.config.Settings;
import io.tributary.conform.ConformAttributes;
import io.tributary.conform.ConformConfig;
import io.tributary.conform.ConformConsents;
import io.tributary.conform.ConformRecords;
import io.tributary.conform.ConformReferences;
import io.tributary.conform.ConformTickets;
import io.tributary.conform.ConformVisits;
import io.tributary.conform.ExpireHits;
import io.tributary.identity.LinkCustomers;
import io.tributary.identity.TrainModel;
import io.tributary.job.Job;
import io.tributary.job.JobFailure;
import io.tributary.metrics.ComputeMetrics;
import io.tributary.privacy.ResolveConsents;
import io.tributary.profile.BuildProfiles;
import io.tributary.segment.EvaluateSegments;
import io.tributary.segment.SegmentDefinition;
import io.tributary.serve.DeliverAudiences;
import io.tributary.serve.Destination;
import io.tributary.upkeep.CompactTables;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The one list of jobs, in the order in which they run. */
public final class Pipeline {
  private static final String WEEKLY = "weekly";
  private static final String HOURLY = "hourly";
  private static final List<String> NAMES = List.of("nightly", HOURLY, WEEKLY);

  /** What cannot wait for the night: what customers do, and what they forbid. */
  private static final Set<Kind> HOURLY_KINDS = Set.of(Kind.HITS, Kind.TICKETS, Kind.CONSENTS);

  private final List<Job> daily;
  private final List<Job> weekly;

  private Pipeline(List<Job> daily, List<Job> weekly) {
    this.daily = daily;
    this.weekly = weekly;
  }

  /**
   * Makes all jobs from the settings.
   *
   * @throws JobFailure CONFIG when a section or a definition does not bind
   */
  public static Pipeline of(Settings settings) {
    ConformConfig conform = settings.bind("conform", ConformConfig.class).in(settings.directory());
    Map<String, SourceContract> sources = settings.definitions("sources", SourceContract.class);
    Map<String, SegmentDefinition> segments =
        settings.definitions("segments", SegmentDefinition.class);
    return new Pipeline(
        List.of(
            new CollectFiles(
                sources, settings.bind("collect", CollectFiles.Config.class), Clock.systemUTC()),
            new ConformReferences(),
            new ConformTickets(conform),
            new ExpireHits(conform),
            new ConformVisits(conform),
            new ConformRecords(conform),
            new ConformConsents(conform),
            new ConformAttributes(),
            new LinkCustomers(settings.bind("identity", LinkCustomers.Config.class)),
            new ComputeMetrics(settings.bind("metrics", ComputeMetrics.Config.class)),
            new ResolveConsents(
                settings.bind("privacy", ResolveConsents.Config.class), consentSources(sources)),
            new BuildProfiles(settings.bind("profile", BuildProfiles.Config.class)),
            new EvaluateSegments(settings.bind("segment", EvaluateSegments.Config.class), segments),
            new DeliverAudiences(
                settings.bind("serve", DeliverAudiences.Config.class),
                settings.definitions("destinations", Destination.class),
                segments.entrySet().stream()
                    .collect(toMap(Map.Entry::getKey, s -> s.getValue().purpose().text())))),
        List.of(
            new TrainModel(settings.bind("identity", LinkCustomers.Config.class)),
            new CompactTables()));
  }

  private static Set<String> consentSources(Map<String, SourceContract> sources) {
    return sources.entrySet().stream()
        .filter(source -> source.getValue().kind() == Kind.CONSENTS)
        .map(Map.Entry::getKey)
        .collect(toSet());
  }

  /** The same jobs, comparing and linking all records anew; ids are remembered. */
  public static List<Job> full(List<Job> jobs) {
    return jobs.stream()
        .map(job -> job instanceof LinkCustomers link ? (Job) link.full() : job)
        .toList();
  }

  /**
   * The jobs of a pipeline, or of some stages of it that follow each other: what a run leaves out
   * between two stages would be missing to the later one.
   *
   * @param stages in any order; empty = all
   * @throws JobFailure CONFIG when there is no such pipeline or stage, or one between them is left
   *     out
   */
  public List<Job> jobs(String pipeline, List<String> stages) {
    if (!NAMES.contains(pipeline)) {
      throw JobFailure.config(
          "No pipeline '" + pipeline + "'", "there are " + String.join(", ", NAMES), "choose one");
    }
    List<Job> jobs =
        switch (pipeline) {
          case WEEKLY -> weekly;
          case HOURLY -> daily.stream().map(Pipeline::hourly).toList();
          default -> daily;
        };
    List<String> known = jobs.stream().map(Job::stage).distinct().toList();
    for (String stage : stages) {
      if (!known.contains(stage)) {
        throw JobFailure.config(
            "No stage '" + stage + "' in " + pipeline,
            "stages are " + String.join(", ", known),
            "choose from these");
      }
    }
    List<String> chosen = known.stream().filter(stages::contains).toList();
    if (!stages.isEmpty() && Collections.indexOfSubList(known, chosen) < 0) {
      throw JobFailure.config(
          "The stages " + String.join(", ", chosen) + " do not follow each other in " + pipeline,
          "stages are " + String.join(", ", known),
          "name those between them, too");
    }
    return jobs.stream().filter(job -> stages.isEmpty() || chosen.contains(job.stage())).toList();
  }

  /** Of each pipeline the job with which it ends. */
  public Map<String, String> lastJobs() {
    return NAMES.stream()
        .collect(
            toMap(
                name -> name,
                name -> {
                  List<Job> jobs = jobs(name, List.of());
                  return jobs.get(jobs.size() - 1).name();
                }));
  }

  /** All jobs of the list that a job belongs to. */
  public List<Job> around(Job job) {
    return weekly.stream().anyMatch(other -> other.name().equals(job.name())) ? weekly : daily;
  }

  /** Every job is part of the hourly run; the first takes fewer sources and the last sends less. */
  private static Job hourly(Job job) {
    if (job instanceof CollectFiles collect) {
      return collect.hourly(HOURLY_KINDS);
    }
    return job instanceof DeliverAudiences deliver ? deliver.hourly() : job;
  }

  /**
   * One job by its name.
   *
   * @throws JobFailure CONFIG when there is none
   */
  public Job job(String name) {
    return Stream.concat(daily.stream(), weekly.stream())
        .filter(job -> job.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                JobFailure.config(
                    "No job '" + name + "'",
                    "there is none of that name",
                    "choose one that tributary plan lists"));
  }
}

using ChangeGate.Decisions;
using ChangeGate.Findings;
using ChangeGate.Migrations;
using ChangeGate.Rehearsals;
using ChangeGate.Rollbacks;
using ChangeGate.Runs;

namespace ChangeGate.Reports;

/// <summary>One proposed migration, in a line.</summary>
/// <param name="What">Prose: what it does.</param>
/// <param name="Danger">Prose: what can go wrong; <c>none</c> where no rule spoke.</param>
internal sealed record MigrationLine(Tone Tone, MigrationAssessment Assessment, string What, string Danger)
{
    public Migration Migration => Assessment.Migration;
}

/// <summary>The sentences of a judgement, once for all renderings. Everything here is prose (see <see cref="Prose"/>) and not yet escaped.</summary>
internal sealed class JudgementSummary
{
    private readonly Dictionary<string, MigrationRehearsal> _rehearsals;

    public JudgementSummary(Judgement judgement, ReportOptions options)
    {
        Judgement = judgement;
        Options = options;

        _rehearsals = (Rehearsal?.Migrations ?? []).GroupBy(static migration => migration.Migration.Path, StringComparer.Ordinal).ToDictionary(static group => group.Key, static group => group.First(), StringComparer.Ordinal);
        var byPath = judgement.Assessment.Findings.ToLookup(static finding => finding.Path, StringComparer.Ordinal);
        Lines = [.. judgement.Assessment.Migrations.Select(migration => Line(migration, [.. byPath[migration.Migration.Path]]))];
    }

    public Judgement Judgement { get; }

    public ReportOptions Options { get; }

    public IReadOnlyList<MigrationLine> Lines { get; }

    public Assessment Assessment => Judgement.Assessment;

    public Decision Decision => Judgement.Decision;

    /// <summary>What the set makes of the schema.</summary>
    public ReportedSchema Schema => field ??= ReportedSchema.Of(Assessment, Options);

    /// <summary>null where the set was not rehearsed.</summary>
    public RehearsalReport? Rehearsal => Assessment.Rehearsal;

    public Tone Tone => Ran?.Outcome.ToTone() ?? Decision.Verdict.ToTone();

    /// <summary><c>approval needed · risk 72 high · `shop` on PostgreSQL 16</c>; of a run, how it ended: <c>applied to `production` · …</c>.</summary>
    public string Headline => $"{Standing} · {RiskTitle} · {Target}";

    /// <summary>What was not allowed did not run, whatever else is said of it.</summary>
    private RunReport? Ran => Decision.Verdict == Verdict.Allowed ? Options.Run : null;

    private string Standing => (Ran, Options.Environment) switch
    {
        ({ Outcome: RunOutcome.Succeeded } run, _) => $"applied to {Prose.Name(run.Environment)}",
        ({ Outcome: RunOutcome.Failed } run, _) => $"failed on {Prose.Name(run.Environment)}",
        ({ } run, _) => $"needs attention on {Prose.Name(run.Environment)}",
        (null, { } environment) => $"{Decision.Verdict.ToTitle()} for {Prose.Name(environment)}",
        _ => Decision.Verdict.ToTitle(),
    };

    public string RiskTitle => $"risk {Assessment.Risk.Score} {LevelName}";

    public string LevelName => Assessment.Risk.Level.ToString().ToLowerInvariant();

    public string Target => $"{Prose.Name(Assessment.Set.Target)} on {Wording.Engine(Assessment.Set.Dialect, Assessment.Set.Engine)}";

    /// <summary>Nothing to read but the verdict.</summary>
    public bool IsClean => Decision.Verdict == Verdict.Allowed && Assessment.Findings.Count == 0 && Decision.Approvals.Count == 0;

    /// <summary>Clean, and nothing ran yet but what went well on a shadow.</summary>
    public bool IsQuiet => IsClean && Options.Run is null && (Rehearsal is null || (RehearsalText.ToneOf(Rehearsal) == Tone.Good && RollbackTone != Tone.Bad));

    public IEnumerable<RequirementState> Unmet => Decision.Requirements.Where(state => !state.IsMet);

    public IEnumerable<Reason> Denials => Decision.Reasons.Where(reason => reason.Verdict == Verdict.Denied);

    /// <summary>Who proposes and so cannot approve.</summary>
    public string Authors => Assessment.Set.Authorship.Names.Count == 0 ? "" : Wording.List([.. Assessment.Set.Authorship.Names.Take(5).Select(Prose.Name)]);

    public string AuthorKind => Assessment.Set.Authorship.Kind switch
    {
        Migrations.AuthorKind.Agent => "an agent",
        Migrations.AuthorKind.Person => "a person",
        _ => "an unknown author, judged as an agent",
    };

    /// <summary>Something that is still needed asks for the digest in words.</summary>
    public bool MustNameDigest => Options.Reviews is { MustNameDigest: true } || Unmet.Any(state => state.Requirement.DigestInWords);

    /// <summary>What is still needed, each once however many clauses ask for the same.</summary>
    public IReadOnlyList<(string Sentence, string Clauses)> Needs =>
        [.. Unmet.GroupBy(Need).Select(group => (group.Key, string.Join("; ", group.Select(state => state.Clause))))];

    /// <summary><c>1 approval from team `dba` (not `Kim`, who wrote it); 0 of 1 given</c>.</summary>
    public string Need(RequirementState state)
    {
        var asked = Wording.Count(state.Requirement.Approvals, "approval", "approvals");
        var anyone = state.Requirement.From.All(who => who == "anyone-but-author");
        var from = (Authors.Length, anyone) switch
        {
            (0, _) => Wording.Asked(state.Requirement.From),
            (_, true) => $"anyone but {Authors}, who wrote it",
            _ => $"{Wording.Asked(state.Requirement.From)} (not {Authors}, who wrote it)",
        };

        return $"{asked} from {from}{(state.Requirement.DigestInWords ? ", with the digest in words" : "")}; {state.Met} of {state.Requirement.Approvals} given";
    }

    /// <summary>Why a part of the score is there, and where.</summary>
    public string Because(RiskPart part) =>
        part.Finding is { } index && index < Assessment.Findings.Count && Assessment.Findings[index] is var finding
            ? $"{finding.Rule} at {Prose.Name($"{finding.Path}:{finding.Position.Line}")}: {part.Because}"
            : part.Because;

    public IReadOnlyList<Finding> FindingsOf(MigrationLine line) =>
        [.. Assessment.Findings.Where(finding => finding.Path == line.Migration.Path)];

    /// <summary>null where this migration was not rehearsed.</summary>
    public MigrationRehearsal? RehearsalOf(MigrationLine line) => _rehearsals.GetValueOrDefault(line.Migration.Path);

    public Tone RollbackTone => Lines.Count == 0 ? Tone.Good : Lines.Min(RollbackToneOf);

    /// <summary>What was proved counts, and what is believed only where nothing was.</summary>
    public Tone RollbackToneOf(MigrationLine line) => RehearsalOf(line)?.Rollback.Verdict.ToTone() ?? line.Assessment.Rollback.Reversibility.ToTone();

    /// <summary>How the whole set is taken back, in a sentence or two.</summary>
    public string RollbackSentence
    {
        get
        {
            if (Lines.Count == 0)
            {
                return "there is nothing to take back.";
            }

            var kept = Lines.SelectMany(line => line.Assessment.Rollback.Archives).Select(archive => Prose.Name(archive.Source)).Distinct().ToList();
            var sentence = Rehearsal is { Migrations.Count: > 0 } rehearsal ? Proved(rehearsal) : Foreseen;

            return kept.Count == 0 ? sentence : $"{sentence} Rows of {Wording.List([.. kept.Take(4)])} are kept before they are destroyed.";
        }
    }

    private string Foreseen
    {
        get
        {
            var worst = Lines.Min(line => line.Assessment.Rollback.Reversibility);
            var stuck = Lines.Where(line => line.Assessment.Rollback.Reversibility == worst).Select(line => Prose.Name(line.Migration.Path)).ToList();
            var named = stuck.Count > 3 ? $"{stuck.Count} migrations" : Wording.List(stuck);

            return worst switch
            {
                Reversibility.WithData => "every migration has a reverse that brings its rows back.",
                Reversibility.SchemaOnly => $"the structure comes back; values do not, for {named}.",
                _ => $"there is none for {named}.",
            };
        }
    }

    private string Proved(RehearsalReport rehearsal)
    {
        var missed = Lines.Count(line => RehearsalOf(line) is null);

        return missed == 0 ? RehearsalText.Rollback(rehearsal) : $"{RehearsalText.Rollback(rehearsal)} {Wording.Count(missed, "migration was", "migrations were")} not rehearsed.";
    }

    /// <summary>What the statement at a finding would take where it is to run; null where that is not known.</summary>
    public SizeEstimate? AtSize(Finding finding) => AtSize(_rehearsals.GetValueOrDefault(finding.Path), finding);

    private static SizeEstimate? AtSize(MigrationRehearsal? rehearsal, Finding finding) =>
        rehearsal?.Statements.FirstOrDefault(statement => statement.AtSize is not null && statement.Span.Start <= finding.Span.Start && finding.Span.Start <= statement.Span.End)?.AtSize;

    /// <summary>What to do next, as a command.</summary>
    public string NextCommand => Options.NextCommand ?? Decision.Verdict switch
    {
        _ when Options.Evidence is { } evidence => $"changegate verify {Escape.ShellArgument(evidence.Name)}",
        Verdict.Allowed => $"changegate apply --target {Escape.ShellArgument(Assessment.Set.Target)} --environment NAME",
        Verdict.Pending => $"changegate approve --target {Escape.ShellArgument(Assessment.Set.Target)}{(Assessment.Set.BaseCommit is { } commit ? $" --base {Escape.ShellArgument(commit)}" : "")} --digest {Assessment.Digest} --key YOUR_KEY",
        _ => Assessment.Findings.Count > 0 ? $"changegate explain {Assessment.Findings[0].Rule}" : "changegate check --format json",
    };

    public static Tone WorstOf(IEnumerable<Finding> findings) =>
        findings.Where(finding => finding.Suppressed is null).Select(finding => finding.Risk.ToTone()).DefaultIfEmpty(Tone.Good).Min();

    private MigrationLine Line(MigrationAssessment migration, List<Finding> findings)
    {
        var what = migration.Migration switch
        {
            { EncodingProblem: { } problem } => $"could not be read: {problem}",
            { Change: MigrationChange.Deleted } => "deletes a migration of the history",
            { Change: MigrationChange.Renamed, PreviousPath: { } previous } => $"renames {Prose.Name(previous)}",
            { Change: MigrationChange.Edited } => $"edits a migration of the history: {ChangeText.Summarize(migration.Script)}",
            _ => ChangeText.Summarize(migration.Script),
        };

        return new MigrationLine(WorstOf(findings), migration, what, DangerText.Summarize(findings, AtSize));
    }
}

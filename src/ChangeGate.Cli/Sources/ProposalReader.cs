using System.Text;
using ChangeGate.Cli.Git;
using ChangeGate.Cli.Output;
using ChangeGate.Failures;
using ChangeGate.Migrations;
using ChangeGate.Policies;
using ChangeGate.Runs;
using ChangeGate.Schemas;
using ChangeGate.Text;

namespace ChangeGate.Cli.Sources;

/// <summary>Turns what a person asked for into sets to judge: from a git range, or from a folder on disk.</summary>
internal static class ProposalReader
{
    private const string NameOfAFolder = "default";

    /// <summary>In full: a tag could have the short name too.</summary>
    private static readonly string[] UsualBases = ["refs/remotes/origin/HEAD", "refs/remotes/origin/main", "refs/remotes/origin/master", "refs/heads/main", "refs/heads/master"];

    public static IReadOnlyList<Proposal> Read(ProposalRequest request) =>
        request.Base is null && request.Folder is not null ? [ReadFolder(request)] : ReadRange(request);

    /// <summary>Every migration of one folder, all of them as history: what <c>replay</c> walks through.</summary>
    public static Proposal ReadForReplay(ProposalRequest request)
    {
        var proposal = ReadFolder(request with { From = null });

        return proposal with { Set = proposal.Set with { History = [.. proposal.Set.History, .. proposal.Set.Proposed], Proposed = [] } };
    }

    /// <summary>The class that decides which rules of the policy hold: of the named environment, or the strictest of all.</summary>
    public static EnvironmentClass ClassOf(Target? target, string? environment)
    {
        if (environment is null || target is null)
        {
            return target is { Environments.Count: > 0 } && target.Environments.All(one => one.Class == EnvironmentClass.Open) ? EnvironmentClass.Open : EnvironmentClass.Protected;
        }

        return EnvironmentOf(target, environment).Class;
    }

    public static TargetEnvironment EnvironmentOf(Target target, string name) =>
        target.Environments.FirstOrDefault(one => one.Name == name) ?? throw new GateException(
            $"Target '{target.Name}' has no environment '{name}'.",
            target.Environments.Count == 0 ? "Add it to changegate.yml." : $"Its environments are: {string.Join(", ", target.Environments.Select(one => one.Name))}.");

    private static Proposal ReadFolder(ProposalRequest request)
    {
        var source = ConfigurationSource.OnDisk(request.Configuration);
        var target = TargetOfFolder(request, source);
        var folder = request.Folder ?? (target is null ? throw NothingToJudge() : source!.Resolve(target.Migrations));
        var files = MigrationFolder.Read(folder);
        var layout = request.Layout ?? target?.Layout ?? MigrationLayouts.Detect(files.Select(file => file.Path));
        var migrations = MigrationFolder.Arrange(files, layout, folder);
        var (history, proposed) = Split(migrations, request.From, $"'{folder}'");

        if (request.History is { } before)
        {
            history = [.. MigrationLayouts.Arrange(MigrationFolder.Read(before), layout), .. history];
        }

        return new Proposal(
            Describe(request, target) with
            {
                Layout = layout,
                Folder = MigrationFolder.InRepository(folder),
                History = [.. history.Select(migration => migration with { Change = MigrationChange.Unchanged })],
                Proposed = [.. proposed],
                Authorship = Named(request),
            },
            source?.Configuration.Policy ?? BuiltInPolicy.Policy)
        {
            Statistics = ReadStatistics(request.Statistics ?? (target?.Statistics is { } path ? source!.Resolve(path) : null)),
            Rehearsal = target?.Rehearsal,
        };
    }

    private static IReadOnlyList<Proposal> ReadRange(ProposalRequest request)
    {
        var repository = GitRepository.Open(Environment.CurrentDirectory);
        var ci = request.Base is null ? CiProposal.Find(Environment.GetEnvironmentVariable) : null;
        var tip = repository.Commit(request.Base ?? (ci is null ? DefaultBase(repository) : BaseOf(ci, repository)));
        var head = repository.Commit(request.Head ?? "HEAD");
        var fork = ci is null ? repository.MergeBase(tip, head) : ForkOf(ci, repository, tip, head);
        var configuration = repository.PathOf(request.Configuration ?? Path.Combine(repository.Root, ConfigurationSource.FileName));
        var agents = ConfigurationSource.InCommit(repository, tip, configuration)?.Configuration.Agents ?? [];
        var range = new CommitRange(repository, fork, head, tip) { AuthorsOf = folder => CommitAuthors.Of(repository, $"{fork}..{head}", folder.Length == 0 ? [] : [folder], agents) };

        return new RangeReader(request, range).Read(
            configuration,
            request.Folder is { } folder ? repository.PathOf(folder) : null);
    }

    /// <summary>What request and target say of a set, before anything of it is read.</summary>
    public static MigrationSet Describe(ProposalRequest request, Target? target) => new()
    {
        Target = target?.Name ?? request.Target ?? NameOfAFolder,
        Dialect = request.Dialect ?? target?.Dialect ?? throw new GateException(
            "Nothing says which dialect these migrations are written in.",
            "Give --dialect postgresql or --dialect sqlite, or describe the target in changegate.yml."),
        Engine = request.Engine ?? target?.Engine ?? 0,
        EngineUpTo = request.Engine is null ? target?.EngineUpTo ?? 0 : 0,
        EnvironmentClass = ClassOf(target, request.Environment),
        Authorship = new Authorship(AuthorKind.Unknown, []),
    };

    public static Target? TargetOfFolder(ProposalRequest request, ConfigurationSource? source)
    {
        if (request.Target is { } name && source is not null)
        {
            return source.Target(name);
        }

        return source?.Configuration.Targets.FirstOrDefault(target =>
            request.Folder is null
                ? source.Configuration.Targets.Count == 1
                : Path.GetFullPath(request.Folder).TrimEnd('/') == Path.GetFullPath(source.Resolve(target.Migrations)).TrimEnd('/'));
    }

    /// <summary>What comes before <c>--from</c>, and it with all that follows; without one nothing comes before.</summary>
    /// <param name="migrations">In their order.</param>
    /// <param name="from">A path, as the folder has it.</param>
    /// <param name="folder">As a sentence names it.</param>
    /// <exception cref="GateException">There is no such migration.</exception>
    public static (EquatableList<Migration> Before, EquatableList<Migration> From) Split(IReadOnlyList<Migration> migrations, string? from, string folder)
    {
        var index = from is null ? 0 : migrations.TakeWhile(migration => migration.Path != from).Count();

        return from is null || index < migrations.Count
            ? ([.. migrations.Take(index)], [.. migrations.Skip(index)])
            : throw new GateException($"--from names '{from}', which is no migration of {folder}.", "Give the path as it is below the folder, for example 0012_drop_note.sql.");
    }

    private static Authorship Named(ProposalRequest request) => new(request.AuthorKind, [.. request.Authors])
    {
        Emails = [.. request.Authors.Where(author => author.Contains('@')).Select(author => author.ToLowerInvariant())],
        Evidence = request.AuthorKind == AuthorKind.Unknown ? [] : ["option --author-kind"],
    };

    /// <param name="file">The content of a snapshot.</param>
    /// <param name="path">Its name, for messages.</param>
    /// <returns>null where it holds no sizes.</returns>
    public static SchemaStatistics? StatisticsOf(ReadOnlyMemory<byte> file, string path) => SnapshotJson.Read(Encoding.UTF8.GetString(file.Span), path).Statistics;

    public static SchemaStatistics? ReadStatistics(string? path)
    {
        if (path is null)
        {
            return null;
        }

        return File.Exists(path)
            ? SnapshotJson.Read(File.ReadAllText(path), path).Statistics
            : throw new GateException($"There is no statistics file '{path}'.", "Write one with: changegate snapshot --environment NAME --output FILE");
    }

    private static string DefaultBase(GitRepository repository) => UsualBases.FirstOrDefault(repository.Knows) ?? throw NothingToJudge();

    private static string BaseOf(CiProposal ci, GitRepository repository)
    {
        if (!repository.Knows(ci.Base))
        {
            throw new GateException($"{ci.Name} says that this job's proposal is for '{ci.Branch}' ({ci.Variable}), and this clone does not have that branch.", ci.Remedy);
        }

        Terminal.Remark($"{ci.Name}: judging what the checked-out commit proposes for '{ci.Branch}' ({ci.Variable}).");
        return ci.Base;
    }

    private static string ForkOf(CiProposal ci, GitRepository repository, string tip, string head)
    {
        try
        {
            return repository.MergeBase(tip, head);
        }
        catch (GateException failure)
        {
            throw new GateException(repository.IsShallow ? $"{failure.Problem} It is a shallow clone." : failure.Problem, ci.Remedy, failure);
        }
    }

    private static GateException NothingToJudge() =>
        new("Nothing says what is to be judged.", "Give a git range (--base main), or a folder (--folder migrations --dialect postgresql).");
}

using ChangeGate.Cli.Output;
using ChangeGate.Failures;
using ChangeGate.Migrations;
using ChangeGate.Policies;
using ChangeGate.Schemas;

namespace ChangeGate.Cli.Sources;

/// <summary>What a range of commits proposes, target by target. The policy is that of the base; only what the base lacks comes from the head.</summary>
internal sealed class RangeReader(ProposalRequest request, CommitRange range)
{
    /// <param name="configuration">Path from the root of the repository.</param>
    /// <param name="folder">The one folder to judge, from the root of the repository; null for those of the targets.</param>
    public IReadOnlyList<Proposal> Read(string configuration, string? folder)
    {
        var ofBase = ConfigurationSource.InCommit(range.Files, range.Policy, configuration);
        var source = ofBase ?? ConfigurationSource.InCommit(range.Files, range.Head, configuration);

        if (ofBase is null && source is not null)
        {
            Terminal.Remark($"{configuration} is new in this proposal: until it is merged, the built-in policy decides.");
        }

        var policy = ofBase?.Configuration.Policy ?? BuiltInPolicy.Policy;

        // Where to rehearse never comes from the proposal: it could name a server of its own.
        if (folder is not null)
        {
            var target = ProposalReader.TargetOfFolder(request, source);
            return [ReadTarget(target, new Folders(folder, folder), policy, source) with { Rehearsal = ofBase is null ? null : target?.Rehearsal }];
        }

        if (source is null)
        {
            throw new GateException($"Neither the base nor the proposal has a '{configuration}'.", "Add one, or name the folder: --base REF --folder DIR --dialect DIALECT.");
        }

        var targets = request.Target is { } name ? [source.Target(name)] : source.Configuration.Targets;

        return
        [
            .. targets.Select(target => ReadTarget(target, new Folders(FolderOf(target, source), FolderOf(target, source)), policy, source) with { Rehearsal = ofBase is null ? null : target.Rehearsal }),
            .. ofBase is null ? [] : ReadNew(ofBase, configuration, policy),
        ];
    }

    /// <summary>
    /// Targets that the proposal itself describes: what it puts into a folder of its own choice is a migration as soon as it is merged. What it says of their environments is not believed.
    /// </summary>
    private IEnumerable<Proposal> ReadNew(ConfigurationSource ofBase, string configuration, Policy policy)
    {
        if (request.Target is not null || ConfigurationSource.InCommit(range.Files, range.Head, configuration) is not { } ofHead)
        {
            return [];
        }

        var known = ofBase.Configuration.Targets.ToDictionary(target => target.Name, target => FolderOf(target, ofBase), StringComparer.Ordinal);

        return ofHead.Configuration.Targets
            .Select(target => (Target: target, Folder: FolderOf(target, ofHead)))
            .Where(described => !known.ContainsValue(described.Folder))
            .Select(described => ReadTarget(described.Target, new Folders(known.GetValueOrDefault(described.Target.Name, described.Folder), described.Folder), policy, ofHead))
            .Select(proposal => proposal with { Set = proposal.Set with { EnvironmentClass = EnvironmentClass.Protected } });
    }

    private static string FolderOf(Target target, ConfigurationSource source) => source.Resolve(target.Migrations.TrimEnd('/'));

    private Proposal ReadTarget(Target? target, Folders folders, Policy policy, ConfigurationSource? source)
    {
        var head = MigrationFolder.Read(range.Files, range.Head, folders.Now);
        var layout = request.Layout ?? target?.Layout ?? MigrationLayouts.Detect(head.Select(file => file.Path));
        var fork = MigrationLayouts.Arrange(MigrationFolder.Read(range.Files, range.Fork, folders.Before), layout);
        var tip = range.Tip == range.Fork ? fork : MigrationLayouts.Arrange(MigrationFolder.Read(range.Files, range.Tip, folders.Before), layout);
        var proposal = MigrationProposal.Between(fork, MigrationFolder.Arrange(head, layout, folders.Now), tip, layout);

        return new Proposal(
            ProposalReader.Describe(request, target) with
            {
                Layout = layout,
                Folder = folders.Now,
                History = [.. proposal.History],
                Proposed = [.. proposal.Proposed],
                Authorship = range.AuthorsOf(folders.Now),
                BaseCommit = range.Fork,
                HeadCommit = range.Head,
            },
            policy)
        {
            Statistics = Statistics(target, source),
        };
    }

    /// <summary>Sizes are part of the risk, so they too come from the base, or from whoever runs this; never from the proposal.</summary>
    private SchemaStatistics? Statistics(Target? target, ConfigurationSource? source)
    {
        if (request.Statistics is { } given)
        {
            return ProposalReader.ReadStatistics(given);
        }

        if (target?.Statistics is not { } written)
        {
            return null;
        }

        var path = source!.Resolve(written);

        if (range.Files.File(range.Policy, path) is { } bytes)
        {
            return ProposalReader.StatisticsOf(bytes, path);
        }

        if (range.Files.File(range.Head, path) is not null)
        {
            Terminal.Remark($"{path} is new in this proposal: until it is merged, sizes are not known.");
            return null;
        }

        return ProposalReader.ReadStatistics(path);
    }

    /// <param name="Before">Where the base has the migrations; elsewhere only where the proposal moves its target.</param>
    private sealed record Folders(string Before, string Now);
}

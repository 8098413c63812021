using System.Text;
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

        if (folder is not null)
        {
            var target = ProposalReader.TargetOfFolder(request, source);
            return [ReadTarget(target, folder, policy, source)];
        }

        if (source is null)
        {
            throw new GateException($"Neither the base nor the proposal has a '{configuration}'.", "Add one, or name the folder: --base REF --folder DIR --dialect DIALECT.");
        }

        var targets = request.Target is { } name ? [source.Target(name)] : source.Configuration.Targets;

        return [.. targets.Select(target => ReadTarget(target, source.Resolve(target.Migrations.TrimEnd('/')), policy, source))];
    }

    private Proposal ReadTarget(Target? target, string folder, Policy policy, ConfigurationSource? source)
    {
        var head = MigrationFolder.Read(range.Files, range.Head, folder);
        var layout = request.Layout ?? target?.Layout ?? MigrationLayouts.Detect(head.Select(file => file.Path));
        var fork = MigrationLayouts.Arrange(MigrationFolder.Read(range.Files, range.Fork, folder), layout);
        var tip = range.Tip == range.Fork ? fork : MigrationLayouts.Arrange(MigrationFolder.Read(range.Files, range.Tip, folder), layout);
        var proposal = MigrationProposal.Between(fork, MigrationFolder.Arrange(head, layout, folder), tip, layout);

        return new Proposal(
            ProposalReader.Describe(request, target) with
            {
                Layout = layout,
                Folder = folder,
                History = [.. proposal.History],
                Proposed = [.. proposal.Proposed],
                Authorship = range.AuthorsOf(folder),
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
            return SnapshotJson.Read(Encoding.UTF8.GetString(bytes.Span), path).Item2;
        }

        if (range.Files.File(range.Head, path) is not null)
        {
            Terminal.Remark($"{path} is new in this proposal: until it is merged, sizes are not known.");
            return null;
        }

        return ProposalReader.ReadStatistics(path);
    }
}

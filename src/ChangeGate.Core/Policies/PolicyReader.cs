using ChangeGate.Signatures;
using ChangeGate.Text;

namespace ChangeGate.Policies;

/// <summary>Reads <c>policy:</c>.</summary>
internal sealed class PolicyReader(IReadOnlyCollection<string> targets, Func<string, string> readKey)
{
    private const string Team = "team:";

    private static readonly Dictionary<string, SuppressionMode> SuppressionModes =
        Enum.GetValues<SuppressionMode>().ToDictionary(static mode => KebabCase.From(mode.ToString()), StringComparer.Ordinal);

    public Policy Read(ConfigurationNode node, Digest digest)
    {
        var section = Section.Read(node, "`policy`", ConfigurationKeys.Policy);
        EquatableList<Approver> approvers = section.Find("approvers") is { } people ? [.. ReadApprovers(people)] : [];
        var clauses = section.Find("clauses") is { } list ? ReadClauses(list, approvers) : BuiltInPolicy.Clauses;
        var policy = new Policy { Clauses = clauses, Approvers = approvers, Digest = digest };

        if (section.FindWord("suppressions", SuppressionModes.Keys) is { } mode)
        {
            policy = policy with { Suppressions = SuppressionModes[mode] };
        }

        if (section.Find("limits") is { } limits)
        {
            policy = policy with { Limits = LimitsReader.Read(limits) };
        }

        return section.Find("approvalsValidFor") is { } validity ? policy with { ApprovalsValidFor = Section.Duration(validity, "`approvalsValidFor`") } : policy;
    }

    private EquatableList<Clause> ReadClauses(ConfigurationNode node, EquatableList<Approver> approvers)
    {
        var items = Items(node, "`clauses`");
        var clauses = items.Select(item => (Clause: ReadClause(item, approvers), item.Place)).ToList();

        foreach (var (clause, place) in clauses)
        {
            if (clauses.First(other => other.Clause.Name == clause.Name) is { } first && first.Place != place)
            {
                throw place.Error($"a clause {ConfigurationNode.Quote(clause.Name)} is there already.", "Give each clause its own name: reports speak of it.");
            }
        }

        return [.. clauses.Select(entry => entry.Clause)];
    }

    private Clause ReadClause(ConfigurationNode node, EquatableList<Approver> approvers)
    {
        var section = Section.Read(node, "the clause", ConfigurationKeys.Clause);
        var name = section.RequireText("name", "a sentence that reports can show");
        var require = section.Find("require");
        var deny = section.FindText("deny");

        if (require is null == deny is null)
        {
            throw section.Place.Error(
                $"clause {ConfigurationNode.Quote(name)} has {(deny is null ? "neither `require` nor `deny`" : "both `require` and `deny`")}.",
                "Write exactly one: `require:` with `approvals`, or `deny:` with a sentence for the author.");
        }

        return new Clause
        {
            Name = name,
            When = section.Find("when") is { } when ? ConditionReader.Read(when, targets) : new Condition(),
            Require = require is null ? null : ReadRequirement(require, approvers),
            Deny = deny,
        };
    }

    private static Requirement ReadRequirement(ConfigurationNode node, EquatableList<Approver> approvers)
    {
        var section = Section.Read(node, "`require`", ConfigurationKeys.Requirement);
        section.Require("approvals", "how many people must approve");
        var from = section.Find("from") is { } people ? Section.Texts(people, "`from`") : [];

        return new Requirement(section.FindNumber("approvals", 1, 20)!.Value, [.. from.Select(entry => ReadFrom(entry.Value, entry.Place, approvers))])
        {
            DigestInWords = section.FindFlag("digestInWords"),
        };
    }

    private static string ReadFrom(string written, Place place, EquatableList<Approver> approvers)
    {
        if (written.StartsWith(Team, StringComparison.Ordinal) && written.Length > Team.Length)
        {
            return written;
        }

        if (written.StartsWith('@'))
        {
            return Logins.IsLogin(written[1..])
                ? written
                : throw place.Error($"`from` names {ConfigurationNode.Quote(written)}, which is no login of GitHub.", "Write it as GitHub does, `@login`: Latin letters, digits and hyphens; letters of another alphabet that look alike name nobody. A team is written `team:name`.");
        }

        string[] names = [BuiltInPolicy.AnyoneButAuthor, .. approvers.Select(approver => approver.Name)];
        return names.Contains(written)
            ? written
            : throw place.Error($"`from` names {ConfigurationNode.Quote(written)}, who is not an approver.", $"{NearestName.Remedy(written, names)} A team is written `team:name`, a person on GitHub `@login`.");
    }

    private IEnumerable<Approver> ReadApprovers(ConfigurationNode node)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var keys = new Dictionary<string, string>(StringComparer.Ordinal);

        foreach (var item in Items(node, "`approvers`"))
        {
            var section = Section.Read(item, "the approver", ConfigurationKeys.Approver);
            var approver = ReadApprover(section);

            if (!names.Add(approver.Name))
            {
                throw section.Place.Error($"approver {ConfigurationNode.Quote(approver.Name)} is there already.", "Keep one entry for each person: a person counts once.");
            }

            if (!keys.TryAdd(approver.PublicKeyPem, approver.Name))
            {
                throw section.Find("key")!.Place.Error($"this is the key of {ConfigurationNode.Quote(keys[approver.PublicKeyPem])} too.", "Give each person a key of their own: a shared key proves nobody's consent.");
            }

            yield return approver;
        }
    }

    private Approver ReadApprover(Section section)
    {
        var name = section.RequireText("name", "the person's name");

        if (name == BuiltInPolicy.AnyoneButAuthor || name.StartsWith(Team, StringComparison.Ordinal) || name.StartsWith('@'))
        {
            throw section.Find("name")!.Place.Error($"{ConfigurationNode.Quote(name)} means something else in `from`.", "Give the person another name.");
        }

        return new Approver(name, ReadKey(section.Require("key", "the person's public key: PEM text, or the path of a PEM file")))
        {
            Teams = section.Find("teams") is { } teams ? [.. Section.Texts(teams, "`teams`").Select(team => team.Value)] : [],
            Emails = section.Find("emails") is { } emails ? [.. Section.Texts(emails, "`emails`").Select(ReadEmail)] : [],
        };
    }

    private string ReadKey(ConfigurationNode node)
    {
        var written = Section.Text(node, "`key`");
        var isInline = written.Contains("-----", StringComparison.Ordinal);
        var pem = isInline ? written : readKey(written.Trim());

        // A host that reads no files hands the path back: it stays a path, with which nobody can approve.
        if (!isInline && pem == written.Trim())
        {
            return pem;
        }

        return PublicKey.TryRead(pem, out var key, out var problem)
            ? key.Pem
            : throw node.Place.Error($"`key` {problem}.", "Give the person's public key as PEM (`-----BEGIN PUBLIC KEY-----`, ECDSA P-256).");
    }

    private static string ReadEmail((string Value, Place Place) entry) =>
        entry.Value.Contains('@')
            ? entry.Value.Trim().ToLowerInvariant()
            : throw entry.Place.Error($"`emails` has {ConfigurationNode.Quote(entry.Value)}, which is no address.", "Write the addresses with which this person commits.");

    private static IReadOnlyList<ConfigurationNode> Items(ConfigurationNode node, string what) => node switch
    {
        ListNode { Items.Count: > 0 } list => list.Items,
        ListNode => throw node.Place.Error($"{what} is an empty list.", "Leave the key out to use what is built in, or write at least one."),
        _ => throw node.Place.Error($"{what} is {node.Kind} where a list is expected.", "Begin each item with `- `."),
    };
}

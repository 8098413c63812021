using System.Text.RegularExpressions;
using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Rehearsals;
using ChangeGate.Schemas;

namespace ChangeGate.Decisions;

/// <summary>Whether a shadow could have shown a loss that it did not show. When in doubt, it could not.</summary>
internal sealed partial class Occasion(Assessment read, MigrationAssessment migration, MigrationRehearsal rehearsal)
{
    private static readonly HashSet<string> WeakLocks = new(StringComparer.Ordinal) { "ACCESS SHARE", "ROW SHARE", "ROW EXCLUSIVE" };

    private readonly HashSet<ObjectName> _unsettled = [.. rehearsal.Unsettled];
    private readonly IntactMove _intact = new(read);

    private bool Ran => rehearsal.Statements.Count > 0 && rehearsal.Kept.Count > 0 && rehearsal.Lost.Count == 0 && !rehearsal.IsRefused;

    /// <summary>Of what reading had to leave open, the engine has shown all there is.</summary>
    public bool Refutes(ObservedStatement statement) =>
        Ran
        && read.Set.Dialect == Dialect.PostgreSql
        && !Touched(rehearsal.Statements).Any(_unsettled.Contains)
        && !HangsOnRows(statement)
        && !Surroundings().IsMatch(TextOf(statement));

    /// <summary>What is certain by its text is wrong only where nothing that holds values is gone, as the catalogs say, or where all that it held was moved intact before.</summary>
    public bool RefutesCertain(Finding finding) => Ran && finding.Rule switch
    {
        "drop-owned" => read.Set.Dialect == Dialect.PostgreSql && !rehearsal.Differences.Any(static difference => difference is { Kind: DifferenceKind.Dropped, Object.Kind: ObjectKind.Table or ObjectKind.Column or ObjectKind.Schema or ObjectKind.Type }),
        "drop-table" => finding.Object is { } table && rehearsal.Kept.Contains(table.Name) && _intact.Moved(table.Name, AllText),
        _ => false,
    };

    private static IEnumerable<ObjectName> Touched(IEnumerable<ObservedStatement> statements) => statements.SelectMany(static statement => statement.Locks).Select(static held => held.Relation);

    // Whoever reads or writes rows may do so under a condition that made-up rows do not meet.
    private bool HangsOnRows(ObservedStatement statement)
    {
        var tables = rehearsal.Kept.Concat(rehearsal.Unsettled).ToHashSet();
        var held = rehearsal.Statements.TakeWhile(one => one.Span.Start <= statement.Span.Start).SelectMany(static one => one.Locks).Where(one => WeakLocks.Contains(one.Mode) && tables.Contains(one.Relation)).ToList();

        return held.Exists(static one => one.Mode != "ACCESS SHARE") || (held.Count > 0 && Conditions().IsMatch(TextOf(statement)));
    }

    private string AllText => WithBodies(migration.Migration.Text.Content);

    private string TextOf(ObservedStatement statement) => WithBodies(migration.Migration.Text.Slice(statement.Span));

    // With the functions that it may call, and those that they may call.
    private string WithBodies(string text)
    {
        var functions = read.Before.Objects.Concat(read.After.Objects).OfType<Function>().DistinctBy(static function => function.Definition).ToList();

        for (var before = -1; before != functions.Count;)
        {
            before = functions.Count;

            foreach (var called in functions.Where(function => Regex.IsMatch(text, $@"\b{Regex.Escape(function.Id.Name.Name)}\b", RegexOptions.IgnoreCase)).ToList())
            {
                functions.Remove(called);
                text += $"\n{called.Definition}";
            }
        }

        return text;
    }

    [GeneratedRegex(@"\b(where|limit|fetch|offset|having|join|using|tablesample|distinct|except|intersect|conflict|if|case|when|while|exit|exists|count|decode|convert_from|chr|translate|replace|overlay|reverse|substr|substring)\b", RegexOptions.IgnoreCase)]
    internal static partial Regex Conditions();

    // What differs from one server, moment or user to the next.
    [GeneratedRegex(@"\b(current_\w+|session_user|user|system_user|localtime\w*|inet_\w+|version|now|random\w*|gen_random_uuid|\w+_timestamp|timeofday|pg_stat\w*|reltuples|relpages|n_live_tup|pg_roles|pg_authid|pg_auth_members|pg_user|pg_shadow|pg_database\w*|pg_size\w*|pg_\w*_size|pg_settings|pg_is_in_recovery|pg_postmaster\w*|pg_backend_pid|pg_export_snapshot|txid\w*|has_\w+_privilege|pg_has_role|system_identifier|cluster_name|nextval|currval|lastval)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Surroundings();
}

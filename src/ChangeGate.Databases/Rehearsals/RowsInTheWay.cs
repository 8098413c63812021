using System.Text.RegularExpressions;
using ChangeGate.Changes;
using ChangeGate.Rehearsals;
using ChangeGate.Rehearsals.Rows;
using ChangeGate.Schemas;
using ChangeGate.Text;

namespace ChangeGate.Databases.Rehearsals;

/// <summary>
/// What an engine does not let a migration run over: texts that it cannot read as another type are written so that it can, and then tables are left empty, first
/// those that it names itself, then those of the statement, then those of the script.
/// </summary>
/// <param name="planned">Refused with any rows that were tried.</param>
/// <param name="catalog">The schema before it; null where nobody read it.</param>
internal sealed partial class RowsInTheWay(PlannedMigration planned, SchemaSnapshot? catalog)
{
    private const int MostAttempts = 6;

    private static readonly HashSet<string> Texts = ["text", "character varying", "character", "citext"];

    private readonly HashSet<ObjectName> _tables = [];
    private readonly List<SpelledColumn> _spelled = [];
    private int _attempts;

    /// <summary>Of rows that are in the way no more, as far as it is known.</summary>
    public RowOptions Options => new() { IsPlain = true, TakesDefaults = true, Without = [.. _tables], Spelled = [.. _spelled] };

    /// <summary>The beginning of a sentence.</summary>
    public string Said => $"With plainer rows{(_spelled.Count > 0 ? " whose texts other types can read" : "")}{(_tables.Count > 0 ? $", and none in {Listed(_tables)}," : "")}";

    /// <summary>Whether there is something else to leave out or to write otherwise.</summary>
    /// <param name="refused">With <see cref="Options"/> as they are.</param>
    public bool More(MigrationRehearsal refused) =>
        catalog is not null
        && _attempts++ < MostAttempts
        && refused is { Stopped: null, Statements: [.., { Error: { } error } statement] }
        && (Spell(error.Message, planned.Migration.Text.Slice(statement.Span)) || Add(error.Message, isTold: true) || AddSubjects(statement) || Add(planned.Migration.Text.Slice(statement.Span), isTold: false) || Add(planned.Migration.Text.Content, isTold: false));

    /// <summary>Nothing is proved of rows that were not there, where the migration or its way back does something to them.</summary>
    /// <param name="isOwn">The way back is the team's own script, of which nobody knows what it keeps.</param>
    public RollbackProof Bounded(RollbackProof proof, bool isOwn)
    {
        var open = _tables.Where(table => isOwn || IsWorkedOn(table)).ToList();

        return proof.Verdict != ProofVerdict.ProvedWithData || (open.Count == 0 && proof.Rows > 0) ? proof : proof with
        {
            Verdict = ProofVerdict.ProvedSchema,
            RowsEqual = false,
            Because = $"{proof.Because} That rows of {Listed(open.Count > 0 ? open : _tables)} come back is not proved.".TrimStart(),
        };
    }

    private bool IsWorkedOn(ObjectName table) =>
        planned.Rollback.Archives.Any(archive => archive.Source == table)
        || planned.Script.Statements.SelectMany(static statement => statement.Changes)
            .Any(change => change is ChangeColumnType or InsertRows or UpdateRows or DeleteRows or MergeRows or CopyRows or Unclassified
                && (change.Subject is null || string.Equals(change.Subject.Name.Name, table.Name, StringComparison.OrdinalIgnoreCase)));

    private static string Listed(IEnumerable<ObjectName> tables) => string.Join(", ", tables.Select(static table => $"`{table}`").Order(StringComparer.Ordinal));

    // What the engine could not read as another type, it can read when it is written so.
    private bool Spell(string message, string sql)
    {
        if (Unread().Match(message) is not { Success: true } unread)
        {
            return false;
        }

        var type = unread.Groups["type"].Value.Trim();
        var labels = unread.Groups["enum"].Success ? LabelsOf(type) : [];
        var words = Word().Matches(sql).Select(static word => word.Value.Trim('"')).ToHashSet(StringComparer.Ordinal);
        var found = catalog!.Tables.Where(table => words.Contains(table.Id.Name.Name)) // asked only with one
            .SelectMany(table => table.Columns.Where(column => words.Contains(column.Name) && column.Type is { ArrayDimensions: 0 } && Texts.Contains(column.Type.Name)).Select(column => new SpelledColumn(table.Id.Name, column.Name, type, labels)))
            .Where(spelled => spelled.IsKnown && !_spelled.Exists(other => other.Table == spelled.Table && other.Column == spelled.Column)).ToList();
        _spelled.AddRange(found);

        return found.Count > 0;
    }

    private EquatableList<string> LabelsOf(string type)
    {
        var name = type.Split('.')[^1].Trim('"');

        return planned.Script.Statements.SelectMany(static statement => statement.Changes).OfType<CreateType>().FirstOrDefault(made => made.Type.Name == name)?.Labels
            ?? catalog!.Objects.OfType<UserType>().FirstOrDefault(known => known.Id.Name.Name == name)?.Labels ?? []; // as above
    }

    private bool AddSubjects(ObservedStatement observed) => Add([.. planned.Script.Statements.Where(statement => statement.Span == observed.Span)
        .SelectMany(static statement => statement.Changes).Select(static change => change.Subject?.Name.Name).OfType<string>()]);

    private bool Add(string text, bool isTold)
    {
        var words = Word().Matches(text).Select(static word => word.Value.Trim('"')).ToHashSet(StringComparer.Ordinal);

        // A message that names a column by the name of another table has said which table it is about.
        return isTold && Quoted().Matches(text).Select(static word => word.Value.Trim('"')).ToHashSet(StringComparer.Ordinal) is { Count: > 0 } named ? Add(named) : Add(words);
    }

    private bool Add(HashSet<string> names)
    {
        var found = catalog!.Tables.Where(table => names.Contains(table.Id.Name.Name) || table.Constraints.Any(constraint => constraint.Name is { } name && names.Contains(name))).Select(static table => table.Id.Name) // asked only with one
            .Concat(catalog.Objects.OfType<Schemas.Index>().Where(index => names.Contains(index.Id.Name.Name)).Select(static index => index.Definition.Table)).ToList();
        var before = _tables.Count;
        _tables.UnionWith(found);

        return _tables.Count > before;
    }

    [GeneratedRegex("\"[^\"]+\"|[\\p{L}_][\\p{L}\\p{N}_$]*")]
    private static partial Regex Word();

    [GeneratedRegex("\"[^\"]+\"")]
    private static partial Regex Quoted();

    [GeneratedRegex("invalid input (?:syntax for type|value for (?<enum>enum)) (?<type>[^:]+)")]
    private static partial Regex Unread();
}

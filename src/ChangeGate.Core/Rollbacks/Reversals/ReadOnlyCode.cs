using ChangeGate.Changes;
using ChangeGate.Schemas;

namespace ChangeGate.Rollbacks.Reversals;

/// <summary>
/// Whether functions only read: by their own definitions and those of everything that they name, wherever it lies and whatever the name stands for.
/// What is not understood, or not in the schema, is taken to write.
/// </summary>
internal sealed class ReadOnlyCode(SchemaState state, ISqlDialect dialect)
{
    // What runs by being named. Triggers and procedures cannot be called by a query.
    private ILookup<string, SchemaObject> Named => field ??= state.Snapshot.Objects
        .Where(static value => value is Function { IsProcedure: false, Returns: not ("trigger" or "event_trigger") } or View or Table or Sequence or OtherObject { Id.Part: "aggregate" })
        .ToLookup(static value => value.Id.Name.Name, StringComparer.Ordinal);

    private bool? _surroundings;

    public bool OnlyReads(IEnumerable<SchemaObject> called) => OnlyReads(called.SelectMany(value => Of(value, strictly: false)));

    private bool OnlyReads(IEnumerable<Piece> code)
    {
        var waiting = new Queue<Piece>(code);
        var seen = new HashSet<Piece>();

        while (waiting.TryDequeue(out var piece))
        {
            if (!seen.Add(piece))
            {
                continue;
            }

            var reading = dialect.ReadCode(piece.Text);

            // What code in another language says of itself is all that there is to know.
            if (reading.IsSteady && piece.Language is not ("sql" or "plpgsql"))
            {
                continue;
            }

            // The engine keeps steady functions from writing, and what they evaluate themselves along with them, but not what they call.
            var isKept = reading.IsSteady || (!piece.Strictly && piece.Language is null);

            if (reading.IsOpen || (isKept ? reading.Calls.Any(EngineReach.MovesOrReaches) : !IsUnderstood(reading)))
            {
                return false;
            }

            foreach (var named in reading.Names.SelectMany(name => Named[name]).SelectMany(value => Of(value, !isKept)))
            {
                waiting.Enqueue(named);
            }
        }

        return true;
    }

    private bool IsUnderstood(CodeReading reading) =>
        reading.OnlyQueries
        && state.KnowsCode
        && reading.Calls.All(call => Named[call.Name].Any(value => value is Function or OtherObject && Fits(call, value)))
        && reading.Reads.All(relation => Named[relation.Name].Any(value => value is not (Function or OtherObject) && Fits(relation, value)))
        && reading.Extensions.All(extension => state.Snapshot.Objects.Any(value => value is Extension && value.Id.Name.Name == extension))
        && SurroundingsOnlyRead();

    private static bool Fits(ObjectName name, SchemaObject value) => name.Schema is null || value.Id.Name.Schema is null || value.Id.Name.Schema == name.Schema;

    /// <param name="value">What is called, or read.</param>
    /// <param name="strictly">It is reached from code that nothing keeps from writing.</param>
    private IEnumerable<Piece> Of(SchemaObject value, bool strictly) => value switch
    {
        Function function => [new Piece(function.Definition, function.Language, strictly)],
        OtherObject { Functions.Count: > 0 } other => other.Functions.Select(function => new Piece(CallOf(function), null, strictly)),
        OtherObject => [Piece.Unknown],
        View { Materialized: false } view => [new Piece(view.Query, null, strictly), .. Attached(view, strictly)],
        Table => Attached(value, strictly),
        _ => [],
    };

    // Policies say which rows a query sees, and a rule may make a view of a table.
    private IEnumerable<Piece> Attached(SchemaObject relation, bool strictly) => state.Snapshot.Referrers(relation.Id).SelectMany(referrer => referrer switch
    {
        RowPolicy policy => [new Piece(policy.Definition, null, strictly)],
        OtherObject { Rule.Event: var happening } when happening.Equals("select", StringComparison.OrdinalIgnoreCase) => [Piece.Unknown],
        _ => Enumerable.Empty<Piece>(),
    });

    private bool SurroundingsOnlyRead()
    {
        // They are judged once, and meanwhile by what they do themselves.
        if (_surroundings is null)
        {
            _surroundings = true;
            _surroundings = !state.Snapshot.Objects.Any(MayRunAnything) && OnlyReads(state.Snapshot.Objects.SelectMany(RunsUnnamed));
        }

        return _surroundings.Value;
    }

    // Methods of indexes, foreign tables and types of the team's own.
    private static bool MayRunAnything(SchemaObject value) => value switch
    {
        OtherObject { Id.Part: "operator class" or "operator family" or "access method" or "language" or "transform" or "foreign data wrapper" or "server" or "foreign schema" } => true,
        OtherObject { Id.Part: "operator", Functions.Count: 0 } => true,
        UserType { TypeKind: UserTypeKind.Base } => true,
        UserType { TypeKind: UserTypeKind.Range } range => range.Definition?.Contains("canonical", StringComparison.OrdinalIgnoreCase) != false,
        _ => false,
    };

    // Operators, casts and conditions of domains, and functions under a new name, which code that the engine keeps as a tree still calls by the former.
    private static IEnumerable<Piece> RunsUnnamed(SchemaObject value) => value switch
    {
        OtherObject { Id.Part: "operator" or "cast" } other => other.Functions.Select(static function => new Piece(CallOf(function), null, Strictly: true)),
        UserType type => type.Constraints.Select(static check => check.Expression).OfType<string>().Select(static check => new Piece($"SELECT {check}", null, Strictly: true)),
        Function function when !function.Definition.Contains(function.Id.Name.Name, StringComparison.OrdinalIgnoreCase) => [new Piece(function.Definition, function.Language, Strictly: true)],
        _ => [],
    };

    private static string CallOf(ObjectName function) => $"SELECT {Identifier.Quote(function.Name)}()";

    /// <param name="Text">A statement.</param>
    /// <param name="Language">Of a function; null for anything else.</param>
    /// <param name="Strictly">Nothing keeps it from writing.</param>
    private readonly record struct Piece(string Text, string? Language, bool Strictly)
    {
        public static Piece Unknown { get; } = new("", "", Strictly: true);
    }
}

using System.Buffers;
using ChangeGate.Changes;
using ChangeGate.Schemas;

namespace ChangeGate.Rules;

/// <summary>Code that a change runs by calling functions, by reading views and by expressions that the schema keeps.</summary>
internal static class Invocations
{
    private static readonly SearchValues<char> Signs = SearchValues.Create("(:#@~!?&|");

    public static IEnumerable<Body> Of(Change change, SchemaState state, Bodies bodies) => change switch
    {
        ReadRows read => Read(read, state, bodies),
        CallProcedure call => Called(call.Procedure, call.Arguments, state, bodies),
        _ => Evaluations.Queries(change, state).Select(query => new Body(query, bodies.Statements(query), state))
            .Concat(Evaluations.Expressions(change, state).Where(IsMoreThanConstant).Select(expression => new Body(expression, bodies.Expression(expression), state)))
            .Concat(change is InsertRows insert ? Views(insert.Reads, state, bodies) : [])
            .Concat(Watched(change, state, bodies)),
    };

    // An expression without any of these calls nothing and casts to no type of the team's.
    private static bool IsMoreThanConstant(string expression) => expression.AsSpan().ContainsAny(Signs);

    private static IEnumerable<Body> Read(ReadRows read, SchemaState state, Bodies bodies)
    {
        for (var index = 0; index < read.Calls.Count; index++)
        {
            foreach (var body in Called(read.Calls[index], index < read.Arguments.Count ? read.Arguments[index] : -1, state, bodies))
            {
                yield return body;
            }
        }

        foreach (var body in Views(read.Reads, state, bodies).Concat(Behind(read, state).SelectMany(function => Named(function, -1, state, bodies))))
        {
            yield return body;
        }

        foreach (var check in read.Casts.SelectMany(type => Evaluations.ChecksOf(state, new DataType(type.Schema, type.Name, [], 0))))
        {
            yield return new Body(check, bodies.Expression(check), state);
        }
    }

    // Functions behind operators and casts.
    private static IEnumerable<ObjectName> Behind(ReadRows read, SchemaState state)
    {
        var operators = read.Operators.Count == 0 ? [] : Others(state, "operator").Where(item => read.Operators.Contains(item.Id.Name.Name[(item.Id.Name.Name.LastIndexOf('.') + 1)..]));
        var casts = read.Casts.Count == 0 ? [] : Others(state, "cast").Where(item => read.Casts.Any(type => item.Id.Name.Name.Contains(type.Name, StringComparison.Ordinal)));

        return operators.Concat(casts).SelectMany(static item => item.Functions);
    }

    private static IEnumerable<OtherObject> Others(SchemaState state, string kind) =>
        state.Snapshot.Referrers(SchemaLinks.Behind(kind)).OfType<OtherObject>().Where(static item => item.Enabled);

    private static IEnumerable<Body> Called(ObjectName name, int arguments, SchemaState state, Bodies bodies) =>
        Named(state.Resolve(ObjectKind.Function, name), arguments, state, bodies)
            .Concat(Others(state, "aggregate").Where(item => item.Id.Name.Name == name.Name).SelectMany(static item => item.Functions).SelectMany(function => Named(function, -1, state, bodies)));

    private static IEnumerable<Body> Named(ObjectName resolved, int arguments, SchemaState state, Bodies bodies) =>
        state.Snapshot.Overloads(resolved)
            .Where(function => function.Returns is not ("trigger" or "event_trigger") && Takes(function, arguments))
            .Select(function => bodies.Of(function, state));

    // Types are not compared: overloads with as many arguments all count.
    private static bool Takes(Function function, int arguments)
    {
        var most = string.IsNullOrEmpty(function.Id.Part) ? 0 : function.Id.Part.Count(static c => c == ',') + 1;

        return arguments < 0 || arguments == most
            || function.Definition.Contains("variadic", StringComparison.OrdinalIgnoreCase) || function.Id.Part?.Contains('(', StringComparison.Ordinal) == true
            || (arguments < most && (function.Definition.Contains("default", StringComparison.OrdinalIgnoreCase) || function.Definition.Contains('=', StringComparison.Ordinal)))
            || function.IsProcedure;
    }

    private static IEnumerable<Body> Views(IEnumerable<ObjectName> reads, SchemaState state, Bodies bodies)
    {
        foreach (var read in reads)
        {
            if (state.Snapshot.Find<View>(new ObjectId(ObjectKind.View, state.Resolve(ObjectKind.View, read))) is { } view)
            {
                yield return new Body(view.Query, bodies.Statements(view.Query), state);
            }
        }
    }

    // Event triggers look at every definition of an object that belongs to the database.
    private static IEnumerable<Body> Watched(Change change, SchemaState state, Bodies bodies) =>
        change is InsertRows or UpdateRows or DeleteRows or MergeRows or CopyRows or LockTable or TruncateTable or SetSetting or ControlTransaction or RunBlock or RunDynamicSql or Maintain or MetaCommand
            or Unclassified or CreateRole or AlterRole or DropRole or GrantRole or RevokeRole or ConfigureServer or DropDatabase or ChangeOther { Object.Part: "event trigger" }
            ? []
            : Others(state, "event trigger").SelectMany(static item => item.Functions)
                .SelectMany(state.Snapshot.Overloads)
                .Select(function => bodies.Of(function, state));
}

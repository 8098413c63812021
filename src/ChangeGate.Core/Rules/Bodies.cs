using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using ChangeGate.Changes;
using ChangeGate.Schemas;
using ChangeGate.Text;

namespace ChangeGate.Rules;

/// <summary>Changes that a change sets off, under a key that tells whether they are being followed already.</summary>
internal readonly record struct Body(string Key, EquatableList<Change> Changes, SchemaState State);

/// <summary>Code and expressions that objects of the schema hold, each text read once.</summary>
internal sealed partial class Bodies(ISqlDialect sql)
{
    // Several migrations are judged at a time.
    private readonly ConcurrentDictionary<string, EquatableList<Change>> _read = new(StringComparer.Ordinal);

    public Body Of(Function function, SchemaState state)
    {
        var changes = function.Language switch
        {
            "sql" => Statements(function.Body ?? Created(function)?.StandardBody),
            "plpgsql" when function.Body is { } body => Statements($"DO $changegate_body$ {body} $changegate_body$"),
            var language => [new RunBlock(language, Opaque: true)],
        };

        return new Body(function.Definition, changes, Created(function)?.SearchPath is { } path ? state.Apply(new SetSetting("search_path", path, Local: true)) : state);
    }

    /// <summary>The function of a trigger as it runs for one event.</summary>
    public Body Of(Function function, string happening, SchemaState state)
    {
        var body = Of(function with { Body = function.Body is { } text ? Operation().Replace(text, $"'{happening}'") : null }, state);

        return body with { Key = $"{happening} {body.Key}" };
    }

    /// <summary>The rows that a query brings across as they are; null where it computes or leaves out.</summary>
    public RowCopy? CopyOf(string query) => Statements($"CREATE TABLE changegate_copy AS {query}").OfType<CreateTable>().FirstOrDefault()?.CopyOf;

    public EquatableList<Change> Expression(string expression) => Statements($"SELECT {expression}");

    public EquatableList<Change> Statements(string? text) => text is null
        ? []
        : _read.GetOrAdd(text, static (text, sql) => [.. sql.Read(new SourceText("", text)).Statements.SelectMany(static statement => statement.Changes)], sql);

    [GeneratedRegex(@"\bTG_OP\b", RegexOptions.IgnoreCase)]
    private static partial Regex Operation();

    private CreateFunction? Created(Function function) => Statements(function.Definition).OfType<CreateFunction>().FirstOrDefault();
}

using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Parser;
using ChangeGate.Text;

namespace ChangeGate.Sql.PostgreSql.PlPgSql;

/// <summary>
/// Decides whether code only reads. Two must agree: the parser, by which every statement has to be a query, and the tokens, which hold every name and
/// no word that writes. What the one passes over, such as the arguments of RAISE or a branch that never runs, the other sees.
/// </summary>
internal static class CodeReader
{
    public static CodeReading Read(string statement)
    {
        var tokens = new CodeTokens();
        tokens.Add(statement);
        var changes = Changes(statement);

        return changes is [CreateFunction create] ? OfFunction(create, tokens)
            : changes is [CreatePolicy] ? tokens.ToReading(onlyQueries: true, [])
            : tokens.ToReading(IsQuery(statement) && tokens is { Writes: false, SelectsInto: false }, changes);
    }

    private static CodeReading OfFunction(CreateFunction create, CodeTokens tokens)
    {
        // A standard body is a part of the statement, and its tokens are there already.
        if (create.Body is { } body)
        {
            tokens.Add(body);
        }

        var (onlyQueries, changes) = create switch
        {
            { IsProcedure: true } => (false, []),
            { Language: "sql" } => ((create.Body ?? create.StandardBody) is { } text && IsQuery(text) && !tokens.SelectsInto, Changes(create.Body ?? create.StandardBody ?? "")),
            { Language: "plpgsql", Body: { } block } => OfBlock(block),
            _ => (false, []),
        };

        // Code in another language has names of its own, and may hide others in texts.
        var reading = create.Language is "sql" or "plpgsql" ? tokens.ToReading(onlyQueries && !tokens.Writes, changes) : CodeReading.Unknown;

        return reading with { IsSteady = create.IsSteady };
    }

    private static (bool OnlyQueries, EquatableList<Change> Changes) OfBlock(string body)
    {
        var block = new BlockReader(body, new Span(0, body.Length), 1);
        EquatableList<Change> changes = [.. block.Read()];

        return (block is { OnlyQueries: true, IsOpaque: false } && changes.All(static change => change is ReadRows), changes);
    }

    private static bool IsQuery(string sql) =>
        new ScriptReader(sql).Read() is { Count: > 0 } statements
        && statements.TrueForAll(static statement => statement.Kind == "SelectStmt" && statement.Changes.All(static change => change is ReadRows));

    private static EquatableList<Change> Changes(string sql) => [.. new ScriptReader(sql).Read().SelectMany(static statement => statement.Changes)];
}

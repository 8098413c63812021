using ChangeGate.Changes;
using ChangeGate.Rules.Values;

namespace ChangeGate.Rules;

/// <summary>The functions that a change calls when it runs, as far as its expressions name them.</summary>
internal static class Calls
{
    public static IEnumerable<ObjectName> In(Change change) => change switch
    {
        ReadRows read => read.Calls,
        CallProcedure call => [call.Procedure],
        _ => ExpressionsOf(change).SelectMany(NamesIn),
    };

    // A default of an added column and a NOT VALID check are not evaluated for the rows that are there, or only once.
    private static IEnumerable<string?> ExpressionsOf(Change change) => change switch
    {
        AddConstraint { Constraint: { Kind: ConstraintKind.Check, NotValid: false } constraint } => [constraint.Expression],
        AddColumn add => [add.Column.Default, add.Column.GenerationExpression, .. add.Constraints.Select(static item => item.Expression)],
        ChangeColumnType alter => [alter.Using],
        UpdateRows update => [update.Where, .. update.Values],
        DeleteRows delete => [delete.Where],
        InsertRows insert => [insert.Query],
        CreateTable create => [create.Query],
        CreateView { Materialized: true, WithNoData: false } view => [view.Query],
        CreateIndex create => [create.Index.Where, .. create.Index.Elements.Select(static element => element.Expression)],
        _ => [],
    };

    private static IEnumerable<ObjectName> NamesIn(string? expression)
    {
        if (expression is null || !expression.Contains('(', StringComparison.Ordinal))
        {
            yield break;
        }

        var tokens = ExpressionTokens.Of(expression);

        for (var index = 0; index < tokens.Count - 1; index++)
        {
            if (tokens[index + 1] == "(" && (char.IsLetter(tokens[index][0]) || tokens[index][0] is '_' or '"'))
            {
                var schema = index > 1 && tokens[index - 1] == "." ? tokens[index - 2].TrimStart('"') : null;

                yield return new ObjectName(schema, tokens[index].TrimStart('"'));
            }
        }
    }
}

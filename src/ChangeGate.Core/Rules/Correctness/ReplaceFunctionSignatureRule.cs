using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Correctness;

internal sealed class ReplaceFunctionSignatureRule : Rule<CreateFunction>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG414",
        Name = "replace-function-signature",
        Risk = Risk.Caution,
        Hazards = [Hazard.Correctness],
        Dialects = [Dialect.PostgreSql],
        When = "CREATE OR REPLACE FUNCTION names an existing function with other arguments or another result.",
        Why = "With other arguments it makes a second function beside the first, and callers go on with the old one or become ambiguous. With another result it fails.",
        Instead = "Drop the old function in the same migration.",
        Setup = "CREATE FUNCTION total(id bigint) RETURNS int LANGUAGE sql AS 'SELECT 1';",
        Unsafe = "«CREATE OR REPLACE FUNCTION total(id bigint, tax int) RETURNS int LANGUAGE sql AS 'SELECT 1'»;",
        Safe = "CREATE OR REPLACE FUNCTION total(id bigint) RETURNS int LANGUAGE sql AS 'SELECT 2';",
    };

    protected override IEnumerable<Finding> Check(CreateFunction change, RuleContext context)
    {
        if (!change.OrReplace || context.IsNewSubject)
        {
            yield break;
        }

        var name = context.Before.Resolve(ObjectKind.Function, change.Function);
        var known = context.Before.Snapshot.Overloads(name).ToList();
        var replaced = known.FirstOrDefault(function => Plain(function.Id.Part) == Plain(change.Arguments));

        if (replaced is not null)
        {
            if (Plain(replaced.Returns) != Plain(change.Returns) && replaced.Returns is not null && change.Returns is not null)
            {
                yield return Report(context, $"`{change.Function}` cannot be replaced by a function that returns `{change.Returns}` instead of `{replaced.Returns}`.");
            }
        }
        else if (known is [var only] && !context.ChangesOfScript().OfType<DropFunction>().Any(drop => drop.Function.Name == change.Function.Name))
        {
            yield return Report(context, $"`{change.Function}({only.Id.Part})` is not replaced: this makes a second function beside it.");
        }
    }

    private static string Plain(string? types) =>
        string.Concat((types ?? "").ToLowerInvariant().Replace("public.", "", StringComparison.Ordinal).Where(static letter => !char.IsWhiteSpace(letter)));
}

using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Rules.Values;

namespace ChangeGate.Rules.Destructive;

internal sealed class AlterColumnTypeNarrowingRule : Rule<ChangeColumnType>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG125",
        Name = "alter-column-type-narrowing",
        Risk = Risk.Danger,
        Hazards = [Hazard.DataLoss, Hazard.Irreversible],
        Dialects = [Dialect.PostgreSql],
        When = "The new type of a column cannot hold every value of the old one, or a USING expression computes others.",
        Why = "Some conversions fail on the first value that does not fit; others round, cut or drop parts of values and say nothing.",
        Instead = "Add a column of the new type beside the old one, fill it, compare, and drop the old one in a later release.",
        Setup = "CREATE TABLE price (amount numeric(14,4));",
        Unsafe = "ALTER TABLE price «ALTER COLUMN amount TYPE numeric(10,2)»;",
        Safe = "ALTER TABLE price ALTER COLUMN amount TYPE numeric(18,4);",
    };

    protected override IEnumerable<Finding> Check(ChangeColumnType change, RuleContext context)
    {
        if (context.IsNewSubject)
        {
            yield break;
        }

        var cast = TypeConversion.Of(change, context);
        var old = context.Column(change.Table, change.Column)?.Type;

        if (!context.Loss.IsNone)
        {
            yield return Report(context, cast.Assumed
                ? $"Changing `{change.Table}.{change.Column}` to `{change.Type}` may change its values. The history does not say what type it has, so the worst is assumed."
                : cast.Using
                    ? $"Changing `{change.Table}.{change.Column}` by `USING` replaces {Wording.Its(context.SubjectRows, "values")} by others that may not tell what they were."
                    : $"Changing `{change.Table}.{change.Column}` from `{old}` to `{change.Type}` cuts or rounds values that do not fit, or fails on them.");
            yield break;
        }

        if (cast.MayFail && !cast.Assumed)
        {
            yield return Report(context, $"Changing `{change.Table}.{change.Column}` from `{old}` to `{change.Type}` fails on the first value that does not fit.") with
            {
                Risk = Risk.Caution,
                Hazards = [Hazard.Correctness],
            };
        }
    }
}

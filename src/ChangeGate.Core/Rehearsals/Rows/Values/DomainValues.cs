using ChangeGate.Changes;
using ChangeGate.Rehearsals.Rows.Conditions;
using ChangeGate.Schemas;

namespace ChangeGate.Rehearsals.Rows.Values;

/// <summary>Those values of a type that a domain over it takes, as far as its checks can be read.</summary>
internal static class DomainValues
{
    private const int MostTried = 20;

    public static ValueSource Of(UserType domain, ValueSource values)
    {
        var checks = domain.Constraints.Where(constraint => constraint.Kind == ConstraintKind.Check).Select(Read).OfType<Condition>().ToList();

        if (checks.Count == 0)
        {
            return values;
        }

        bool Holds(Cell cell) => checks.TrueForAll(check => new Evaluation(_ => cell.Value).DistanceOf(check, 1) == 0);
        var wanted = checks.SelectMany(check => Hints.Of(check, values)).Where(Holds).ToList();

        return values with
        {
            Edges = [.. wanted.Concat(values.Edges.Where(Holds)).DistinctBy(cell => cell.Sql)],
            Ordinary = number => Enumerable.Range(0, MostTried).Select(turn => values.Ordinary(number + turn)).FirstOrDefault(Holds)
                ?? (wanted.Count > 0 ? wanted[(int)(number % wanted.Count)] : values.Ordinary(number)),
            From = value => values.From(value) is { } cell && Holds(cell) ? cell : null,
        };
    }

    /// <summary>A condition on a column instead of <c>VALUE</c>; null for what cannot be read.</summary>
    public static Condition? Read(ConstraintDefinition check) =>
        ConditionParser.Read(check.Expression, Dialect.PostgreSql, name => name.Equals("value", StringComparison.OrdinalIgnoreCase));
}
